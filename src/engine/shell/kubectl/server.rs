//! The API server's part in a write: checks, defaults, names and addresses; what comes of it is a row of changes.

mod address;
mod checks;
mod dry_run;
mod fields;

use serde_json::Value;

use crate::{
    controller::Step,
    kube::{
        Meta,
        cluster::{NAMESPACE_NAME, SYSTEM_NAMESPACES},
        defaults,
        encode::encode,
        manifest,
        namespace::FINALIZER,
        patch,
    },
    luck,
    reason::Reason,
    time::Time,
    world::{Change, Key, Kind, Object, Text, World},
};

pub use dry_run::DryRun;
pub use fields::{Sent, Validation};

use super::resource::Resource;
use crate::shell::{Reply, refusal::Refusal, verb::Call};
use checks::{check, check_change};

/// How many letters the API server adds to `generateName`. Source: apiserver/pkg/storage/names, Kubernetes 1.34.9, read 2026-11.
const SUFFIX_LETTERS: usize = 5;

/// What a line asks of the API server: each request sees what those before it did.
pub struct Server<'a> {
    line: &'a str,
    world: World,
    now: Time,
    seed: u64,
    steps: Vec<Step>,
    /// Only check: nothing is kept in the end.
    is_dry: bool,
    validation: Validation,
    /// What the server has to say besides.
    warnings: Vec<String>,
}

impl<'a> Server<'a> {
    /// A server that has the world of a line before it; `--dry-run` makes it forget what it was asked.
    pub fn new(call: &Call<'a>, dry_run: DryRun) -> Self {
        Self {
            line: call.line,
            world: call.view.world.clone(),
            now: call.view.now,
            seed: call.view.seed,
            steps: Vec::new(),
            is_dry: dry_run != DryRun::None,
            validation: Validation::of(call).unwrap_or(Validation::Strict),
            warnings: Vec::new(),
        }
    }

    /// The world as the requests so far have made it.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.now
    }

    /// An object.
    pub fn get(&self, key: &Key) -> Option<&Object> {
        self.world.get(key)
    }

    /// Puts what was asked into the reply.
    pub fn finish(self, reply: &mut Reply) {
        for warning in &self.warnings {
            reply.err.push_str(&format!("Warning: {warning}\n"));
        }
        if !self.is_dry {
            reply.steps.extend(self.steps);
        }
    }

    /// Carries a change out.
    pub fn commit(&mut self, change: Change) {
        self.steps.push(Step {
            change: Some(change.clone()),
            why: Reason::Command {
                line: self.line.into(),
            },
            note: None,
        });
        self.world = self.world.with(change, self.now, self.seed);
    }

    /// Creates what a manifest describes.
    pub fn create(&mut self, resource: &Resource, mut manifest: Value) -> Result<Object, Refusal> {
        self.read(resource, &mut manifest, Sent::Whole)?;
        let namespace = namespace_of(resource, &manifest);
        if resource.namespaced {
            self.check_namespace(resource, &manifest, &namespace)?;
        }
        defaults::fill(&mut manifest);
        self.generate_name(resource, &namespace, &mut manifest);
        check(resource, &manifest)?;
        let mut object = decode(resource, &manifest)?;
        let key = object.key();
        if self.world.get(&key).is_some() {
            return Err(Refusal::AlreadyExists(resource.qualified(), key.name.to_string()));
        }
        if let Object::Service(service) = &object {
            object = self.with_address(service)?.into();
        }
        if resource.kind == Kind::Namespace
            && let Some(meta) = object.meta_mut()
        {
            meta.labels.insert(NAMESPACE_NAME.into(), key.name.clone());
            meta.finalizers.push(FINALIZER.into());
        }
        self.commit(Change::Put(object));
        Ok(self.stored(&key))
    }

    /// Makes an object what a manifest describes; what only the server writes stays. Says whether that changed anything.
    pub fn update(&mut self, key: &Key, manifest: Value) -> Result<bool, Refusal> {
        self.send(key, manifest, Sent::Whole)
    }

    /// As [`Server::update`], of a state that comes in one way or another.
    pub fn send(&mut self, key: &Key, mut manifest: Value, sent: Sent) -> Result<bool, Refusal> {
        let resource = Resource::of(key.kind).expect("only resources are updated");
        let known = self
            .world
            .get(key)
            .cloned()
            .ok_or_else(|| Refusal::NotFound(resource.qualified(), key.name.to_string()))?;
        self.read(resource, &mut manifest, sent)?;
        defaults::fill(&mut manifest);
        let before = encode(&known).expect("a resource has a form in the API");
        if manifest["metadata"]["name"] != *key.name {
            return Err(Refusal::BadRequest(
                "the name of the object does not match the name on the URL".to_owned(),
            ));
        }
        check_change(resource, &before, &manifest)?;
        let mut object = manifest::update(&known, &manifest).map_err(|error| unreadable(resource, &error))?;
        // A pod is shown with what admission adds; what was only shown is not kept.
        if let (Object::Pod(new), Object::Pod(old)) = (&mut object, &known)
            && encode(&Object::Pod(new.clone())).map(|it| it["spec"].clone()) == Some(before["spec"].clone())
        {
            std::sync::Arc::make_mut(new).spec = old.spec.clone();
        }
        if let (Object::Service(new), Object::Service(old)) = (&mut object, &known)
            && new.spec.cluster_ip.is_none()
        {
            std::sync::Arc::make_mut(new)
                .spec
                .cluster_ip
                .clone_from(&old.spec.cluster_ip);
        }
        if object == known {
            return Ok(false);
        }
        self.commit(Change::Put(object));
        Ok(true)
    }

    fn read(&mut self, resource: &Resource, manifest: &mut Value, sent: Sent) -> Result<(), Refusal> {
        self.warnings
            .extend(fields::check_fields(resource, manifest, self.validation, sent)?);
        patch::prune_nulls(manifest);
        self.mend_grace(manifest);
        Ok(())
    }

    /// A negative grace period is taken as one second, with a word. Source: pkg/apis/core/v1/conversion.go and pkg/api/pod/warnings.go,
    /// Kubernetes 1.34.9, read 2026-11.
    fn mend_grace(&mut self, manifest: &mut Value) {
        for path in ["/spec", "/spec/template/spec"] {
            let grace = manifest.pointer_mut(&format!("{path}/terminationGracePeriodSeconds"));
            if let Some(grace) = grace.filter(|it| it.as_i64().is_some_and(|it| it < 0)) {
                *grace = 1.into();
                self.warnings.push(format!(
                    "{}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1",
                    path[1..].replace('/', ".")
                ));
            }
        }
    }

    /// Changes the typed object itself, as a verb does that touches one field.
    pub fn edit(&mut self, key: &Key, edit: impl FnOnce(&mut Meta)) -> bool {
        let Some(known) = self.world.get(key).cloned() else {
            return false;
        };
        let mut object = known.clone();
        if let Some(meta) = object.meta_mut() {
            edit(meta);
        }
        let has_changed = object != known;
        if has_changed {
            self.commit(Change::Put(object));
        }
        has_changed
    }

    fn stored(&self, key: &Key) -> Object {
        let object = self.world.get(key).cloned();
        object.expect("what has just been put is there")
    }

    fn check_namespace(
        &self,
        resource: &Resource,
        manifest: &Value,
        namespace: &Text,
    ) -> Result<(), Refusal> {
        let missing = || Refusal::NotFound("namespaces".to_owned(), namespace.to_string());
        let key = Key::global(Kind::Namespace, namespace.clone());
        match self.world.namespace(&key) {
            None if SYSTEM_NAMESPACES.contains(&&**namespace) => Ok(()),
            None => Err(missing()),
            Some(it) if it.meta.is_terminating() => Err(Refusal::Forbidden(format!(
                "{} {} is forbidden: unable to create new content in namespace {namespace} because it is being terminated",
                resource.qualified(),
                crate::text::quote::go_quote(manifest["metadata"]["name"].as_str().unwrap_or_default())
            ))),
            Some(_) => Ok(()),
        }
    }

    fn generate_name(&self, resource: &Resource, namespace: &Text, manifest: &mut Value) {
        let metadata = &manifest["metadata"];
        let given = metadata["name"].as_str().unwrap_or_default();
        let Some(base) = metadata["generateName"].as_str().filter(|_| given.is_empty()) else {
            return;
        };
        let free = (0_u32..).find_map(|attempt| {
            let subject = format!("{namespace}/{base}/{}/{attempt}", self.world.version());
            let letters = luck::letters(self.seed, "generated name", &subject, SUFFIX_LETTERS);
            let name: Text = format!("{base}{letters}").into();
            let key = Key::new(resource.kind, namespace, &name);
            self.world.get(&key).is_none().then_some(name)
        });
        if let Some(name) = free {
            manifest["metadata"]["name"] = name.to_string().into();
        }
    }
}

/// The namespace a manifest names; empty for what stands above namespaces.
pub fn namespace_of(resource: &Resource, manifest: &Value) -> Text {
    if !resource.namespaced {
        return "".into();
    }
    let given = manifest["metadata"]["namespace"].as_str().unwrap_or_default();
    if given.is_empty() { "default" } else { given }.into()
}

fn decode(resource: &Resource, manifest: &Value) -> Result<Object, Refusal> {
    manifest::decode(manifest)
        .map_err(|error| unreadable(resource, &error))?
        .ok_or_else(|| {
            Refusal::Plain(format!(
                "Error from server (MethodNotAllowed): the server does not allow this method on the requested resource: {}",
                resource.plural
            ))
        })
}

fn unreadable(resource: &Resource, error: &serde_json::Error) -> Refusal {
    let kind = resource.kind.name();
    Refusal::BadRequest(format!(
        "{kind} in version \"{}\" cannot be handled as a {kind}: {error}",
        resource.version
    ))
}

/// The object in the API's form.
pub fn shown(object: &Object) -> Value {
    encode(object).expect("a resource has a form in the API")
}
