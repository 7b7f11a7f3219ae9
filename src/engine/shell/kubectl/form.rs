//! The forms an answer can have: `-o yaml`, `json`, `name`, `jsonpath=`, `custom-columns=`; a table where none is asked for.

use serde_json::{Value, json};

use crate::{
    shell::{
        kubectl::{
            print::{Table, fields::text},
            resource::Resource,
        },
        refusal::Refusal,
    },
    text::{
        jsonpath::{JsonPath, JsonPathError, column_text},
        print_json::to_json,
        print_yaml::to_yaml,
        quote::go_quote,
    },
};

/// Every form the real tool names when it does not know one.
const ALLOWED: &str = "custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml";

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
    /// Columns of one's own: heading and what to pick out.
    Columns(Vec<(String, JsonPath)>),
}

impl Form {
    /// Reads what stands behind `-o`.
    pub fn read(given: &str) -> Result<Self, Refusal> {
        let (form, rest) = given.split_once('=').unwrap_or((given, ""));
        match form {
            "" => Ok(Self::Table),
            "wide" => Ok(Self::Wide),
            "name" => Ok(Self::Name),
            "json" => Ok(Self::Json),
            "yaml" => Ok(Self::Yaml),
            "jsonpath" if rest.is_empty() => {
                Err(Refusal::tool("template format specified but no template given"))
            }
            "jsonpath" => JsonPath::parse(rest)
                .map(|path| Self::JsonPath(rest.to_owned(), path))
                .map_err(|error| Refusal::tool(format!("error parsing jsonpath {rest}, {error}"))),
            "custom-columns" if rest.is_empty() => Err(Refusal::tool(
                "custom-columns format specified but no custom columns given",
            )),
            "custom-columns" => rest
                .split(',')
                .map(column)
                .collect::<Result<_, _>>()
                .map(Self::Columns),
            "go-template"
            | "template"
            | "jsonpath-as-json"
            | "custom-columns-file"
            | "go-template-file"
            | "templatefile"
            | "jsonpath-file" => Err(Refusal::NotSimulated(format!("-o {form}"))),
            _ => Err(Refusal::tool(format!(
                "unable to match a printer suitable for the output format {}, allowed formats are: {ALLOWED}",
                go_quote(given)
            ))),
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
            Self::JsonPath(text, path) => path.print(&whole()).map_err(|error| {
                Refusal::tool(format!("error executing jsonpath {}: {error}", go_quote(text)))
            }),
            Self::Columns(columns) => custom(columns, objects),
        }
    }
}

/// `deployment.apps/shop`.
pub fn title(object: &Value) -> String {
    let [version, kind] = ["/apiVersion", "/kind"].map(|field| text(object, field));
    let resource = Resource::of_manifest(version, kind).map_or_else(|| kind.to_lowercase(), Resource::one);
    format!("{resource}/{}", text(object, "/metadata/name"))
}

fn custom(columns: &[(String, JsonPath)], objects: &[Value]) -> Result<String, Refusal> {
    let mut table = Table::default();
    table.add_cells(columns.iter().map(|(heading, _)| heading.clone()).collect());
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
