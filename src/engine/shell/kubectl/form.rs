//! The forms an answer can have: `-o yaml`, `json`, `name`, `jsonpath=`, `custom-columns=`; a table where none is asked for.

use serde_json::{Value, json};

use crate::{
    shell::{
        kubectl::{
            files,
            print::{Table, fields::text},
            resource::Resource,
        },
        refusal::Refusal,
        verb::Call,
    },
    text::{
        go_syntax::go_syntax,
        jsonpath::{JsonPath, JsonPathError, column_text},
        print_json::to_json,
        print_yaml::to_yaml,
        quote::go_quote,
    },
    world::World,
};

/// Every form the real tool names when it does not know one.
const OF_GET: &str = "custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml";

/// As [`OF_GET`], of verbs that write.
const OF_WRITTEN: &str = "go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,yaml";

/// The form of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// Rows.
    Table,
    /// Rows with all columns.
    Wide,
    /// `pod/shop`, a line each.
    Name,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// What a template picks out.
    JsonPath(String, JsonPath),
    /// What a template picks out, as a list in JSON.
    JsonPathAsJson(String, JsonPath),
    /// Columns of one's own.
    Columns {
        /// Heading and path of each.
        columns: Vec<(String, JsonPath)>,
        /// Whether the headings are printed.
        headed: bool,
    },
}

impl Form {
    /// What the line asks for with `-o` and `--template`.
    pub fn of(call: &Call) -> Result<Self, Refusal> {
        Self::read(call, OF_GET)
    }

    /// As [`Form::of`], of a verb that writes: it has no rows.
    pub fn of_written(call: &Call) -> Result<Self, Refusal> {
        let form = Self::read(call, OF_WRITTEN)?;
        if form.is_table() || matches!(form, Self::Columns { .. }) {
            return Err(unknown(call.flags.text("output"), OF_WRITTEN));
        }
        Ok(form)
    }

    fn read(call: &Call, allowed: &str) -> Result<Self, Refusal> {
        let (given, template) = (call.flags.text("output"), call.flags.some_text("template"));
        let given = match template {
            Some(_) if given.is_empty() => "go-template",
            _ => given,
        };
        let world = call.view.world;
        let (form, rest) = given.split_once('=').unwrap_or((given, ""));
        let has_template = matches!(
            form,
            "jsonpath"
                | "jsonpath-as-json"
                | "jsonpath-file"
                | "go-template"
                | "go-template-file"
                | "template"
                | "templatefile"
        );
        // Where the template stands apart, nothing may stand behind the form.
        if has_template && template.is_some() && !rest.is_empty() {
            return Err(unknown(given, allowed));
        }
        let text = template.filter(|_| has_template).unwrap_or(rest).to_owned();
        if has_template && text.is_empty() {
            return Err(Refusal::tool("template format specified but no template given"));
        }
        let text = match form {
            "jsonpath-file" | "go-template-file" | "templatefile" => template_file(&text, world)?,
            _ => text,
        };
        let path = |text: String| match JsonPath::parse(&text) {
            Ok(path) => Ok((text, path)),
            Err(error) => Err(Refusal::tool(format!("error parsing jsonpath {text}, {error}"))),
        };
        match form {
            "" => Ok(Self::Table),
            "wide" if given == form => Ok(Self::Wide),
            "name" if given == form => Ok(Self::Name),
            "json" if given == form => Ok(Self::Json),
            "yaml" if given == form => Ok(Self::Yaml),
            "jsonpath" | "jsonpath-file" => path(text).map(|(text, path)| Self::JsonPath(text, path)),
            "jsonpath-as-json" => path(text).map(|(text, path)| Self::JsonPathAsJson(text, path)),
            "custom-columns" | "custom-columns-file" if rest.is_empty() => Err(Refusal::tool(
                "custom-columns format specified but no custom columns given",
            )),
            "custom-columns" => rest
                .split(',')
                .map(column)
                .collect::<Result<_, _>>()
                .map(|columns| Self::Columns {
                    columns,
                    headed: !call.flags.is_on("no-headers"),
                }),
            "go-template" | "template" | "go-template-file" | "templatefile" | "custom-columns-file" => {
                Err(Refusal::NotSimulated(format!("-o {form}")))
            }
            _ => Err(unknown(given, allowed)),
        }
    }

    /// Whether rows are asked for.
    pub fn is_table(&self) -> bool {
        matches!(self, Self::Table | Self::Wide)
    }

    /// One object in this form.
    pub fn one(&self, object: &Value) -> Result<String, Refusal> {
        self.several(std::slice::from_ref(object), true)
    }

    /// Objects in this form: as they are if only one was asked for by name, as a list otherwise.
    pub fn several(&self, objects: &[Value], one_by_name: bool) -> Result<String, Refusal> {
        let whole = || match objects {
            [one] if one_by_name => one.clone(),
            all => {
                json!({ "apiVersion": "v1", "items": all, "kind": "List", "metadata": { "resourceVersion": "" } })
            }
        };
        match self {
            Self::Table | Self::Wide => Ok(String::new()),
            Self::Name => Ok(objects.iter().map(|it| format!("{}\n", title(it))).collect()),
            Self::Json => Ok(format!("{}\n", to_json(&whole()))),
            Self::Yaml => Ok(to_yaml(&whole())),
            Self::JsonPath(text, path) => {
                let whole = whole();
                path.print(&whole).map_err(|error| unfilled(text, &error, &whole))
            }
            Self::JsonPathAsJson(text, path) => {
                let whole = whole();
                let found = path
                    .find(&whole)
                    .map_err(|error| unfilled(text, &error, &whole))?;
                Ok(format!("{}\n", to_json(&found.into())))
            }
            Self::Columns { columns, headed } => custom(columns, *headed, objects),
        }
    }
}

fn unknown(given: &str, allowed: &str) -> Refusal {
    Refusal::tool(format!(
        "unable to match a printer suitable for the output format {}, allowed formats are: {allowed}",
        go_quote(given)
    ))
}

fn template_file(file: &str, world: &World) -> Result<String, Refusal> {
    files::text_of(file, world)
        .map(|text| text.to_string())
        .ok_or_else(|| {
            Refusal::tool(format!(
                "error reading --template {file}, open {file}: no such file or directory"
            ))
        })
}

/// That a template cannot be filled, with what it was to be filled from. Source: cli-runtime pkg/printers/jsonpath.go, Kubernetes
/// 1.28.7, read 2026-11.
fn unfilled(template: &str, error: &JsonPathError, object: &Value) -> Refusal {
    Refusal::tool(format!(
        "error executing jsonpath {}: Error executing template: {error}. Printing more information for debugging the \
         template:\n\ttemplate was:\n\t\t{template}\n\tobject given to jsonpath engine was:\n\t\t{}\n\n",
        go_quote(template),
        go_syntax(object)
    ))
}

/// `deployment.apps/shop`.
pub fn title(object: &Value) -> String {
    let [version, kind] = ["/apiVersion", "/kind"].map(|field| text(object, field));
    let resource =
        Resource::of_manifest(version, kind).map_or_else(|| kind.to_ascii_lowercase(), Resource::one);
    format!("{resource}/{}", text(object, "/metadata/name"))
}

fn custom(columns: &[(String, JsonPath)], headed: bool, objects: &[Value]) -> Result<String, Refusal> {
    let mut table = Table::default();
    if headed {
        table.add_cells(columns.iter().map(|(heading, _)| heading.clone()).collect());
    }
    for object in objects {
        let cells = columns.iter().map(|(_, path)| column_text(path, object));
        let cells: Result<Vec<String>, JsonPathError> = cells.collect();
        table.add_cells(cells.map_err(|error| Refusal::tool(error.to_string()))?);
    }
    Ok(table.flush())
}

fn column(text: &str) -> Result<(String, JsonPath), Refusal> {
    let (heading, path) = text.split_once(':').ok_or_else(|| {
        Refusal::tool(format!(
            "unexpected custom-columns spec: {text}, expected <header>:<json-path-expr>"
        ))
    })?;
    Ok((heading.to_owned(), relaxed(path)?))
}

/// A path whose braces and first dot may be left out: `spec.nodeName`, `.spec.nodeName`, `{.spec.nodeName}`.
pub fn relaxed(path: &str) -> Result<JsonPath, Refusal> {
    let bare = path
        .strip_prefix('{')
        .and_then(|it| it.strip_suffix('}'))
        .unwrap_or(path);
    if bare.is_empty() || bare.contains(['{', '}']) {
        return Err(Refusal::tool(
            "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
        ));
    }
    JsonPath::parse_relaxed(path).map_err(|error| Refusal::tool(error.to_string()))
}
