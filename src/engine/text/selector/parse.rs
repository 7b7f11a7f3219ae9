//! Reads the text form of a label selector: `app=web,tier in (a,b),!old`.

use super::{Operator, Requirement, Selector, SelectorError, check_key};
use crate::sort::Gather;
use std::collections::BTreeSet;
use std::str::FromStr;

const ANY_OPERATOR: &str = ", expected: in, notin, =, ==, !=, gt, lt";

/// A piece of a selector's text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Symbol(&'static str),
    End,
}

impl Token {
    fn literal(&self) -> String {
        match self {
            Self::Word(text) => text.clone(),
            Self::Symbol(symbol) => (*symbol).to_owned(),
            Self::End => String::new(),
        }
    }

    fn is(&self, symbol: &str) -> bool {
        matches!(self, Self::Symbol(own) if *own == symbol)
    }
}

/// Symbols, the longer ones first so that `==` is not read as two.
const SYMBOLS: [&str; 9] = ["==", "!=", "=", "!", "(", ")", ",", ">", "<"];

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        // A NUL ends the text for the API server's reader too.
        if rest.is_empty() || rest.starts_with('\0') {
            tokens.push(Token::End);
            return tokens;
        }
        if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
            tokens.push(Token::Symbol(symbol));
            rest = &rest[symbol.len()..];
            continue;
        }
        let end = rest
            .find(|c: char| "=!(),>< \t\r\n\0".contains(c))
            .unwrap_or(rest.len());
        tokens.push(Token::Word(rest[..end].to_owned()));
        rest = &rest[end..];
    }
}

/// Reads tokens one after the other; the last one, `End`, is given for ever.
struct Reader {
    tokens: Vec<Token>,
    next: usize,
}

impl Reader {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).unwrap_or(&Token::End)
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn at_end_of_requirement(&self) -> bool {
        self.peek() == &Token::End || self.peek().is(",")
    }

    fn requirement(&mut self) -> Result<Requirement, SelectorError> {
        let negated = self.peek().is("!");
        if negated {
            self.take();
        }
        let key = match self.take() {
            Token::Word(key) => key,
            other => return Err(found(&other, ", expected: identifier")),
        };
        check_key(&key, "<nil>")?;
        if negated {
            return Requirement::new(key, Operator::DoesNotExist, [""; 0]);
        }
        if self.at_end_of_requirement() {
            return Requirement::new(key, Operator::Exists, [""; 0]);
        }
        let operator = self.operator()?;
        let values = match operator {
            Operator::In | Operator::NotIn => self.value_list()?,
            _ => [self.exact_value()?].into_iter().to_set(),
        };
        Requirement::new(key, operator, values)
    }

    fn operator(&mut self) -> Result<Operator, SelectorError> {
        let token = self.take();
        Ok(match token.literal().as_str() {
            "in" => Operator::In,
            "notin" => Operator::NotIn,
            "=" => Operator::Equals,
            "==" => Operator::DoubleEquals,
            "!=" => Operator::NotEquals,
            ">" => Operator::GreaterThan,
            "<" => Operator::LessThan,
            _ => return Err(found(&token, ANY_OPERATOR)),
        })
    }

    fn exact_value(&mut self) -> Result<String, SelectorError> {
        if self.at_end_of_requirement() {
            return Ok(String::new());
        }
        match self.take() {
            Token::Word(value) => Ok(value),
            other => Err(found(&other, ", expected: identifier")),
        }
    }

    /// The part in parentheses, where nothing between two commas stands for the empty value.
    fn value_list(&mut self) -> Result<BTreeSet<String>, SelectorError> {
        let open = self.take();
        if !open.is("(") {
            return Err(found(&open, " expected: '('"));
        }
        let mut values = BTreeSet::new();
        let mut expected = ", expected: ',', ')' or identifier";
        loop {
            let (value, after) = match self.take() {
                Token::Word(value) => (value, self.take()),
                token if token.is(",") || token.is(")") => (String::new(), token),
                other => return Err(found(&other, expected)),
            };
            values.insert(value);
            if after.is(")") {
                return Ok(values);
            }
            if !after.is(",") {
                return Err(found(&after, ", expected: ',' or ')'"));
            }
            expected = ", expected: ',', or identifier";
        }
    }
}

fn found(token: &Token, expected: &'static str) -> SelectorError {
    SelectorError::Found {
        found: token.literal(),
        expected,
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let mut reader = Reader {
            tokens: tokens(text),
            next: 0,
        };
        let mut requirements = Vec::new();
        loop {
            match reader.peek() {
                Token::End => return Ok(Self::of(requirements)),
                token if matches!(token, Token::Word(_)) || token.is("!") => {
                    let requirement = reader.requirement();
                    requirements
                        .push(requirement.map_err(|error| SelectorError::Requirement(Box::new(error)))?);
                }
                token => return Err(found(token, ", expected: !, identifier, or 'end of string'")),
            }
            let after = reader.take();
            if after.is(",") {
                let next = reader.peek();
                if !(matches!(next, Token::Word(_)) || next.is("!")) {
                    return Err(found(next, ", expected: identifier after ','"));
                }
            } else if after != Token::End {
                return Err(found(&after, ", expected: ',' or 'end of string'"));
            }
        }
    }
}
