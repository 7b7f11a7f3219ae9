//! What can exist: the closed list of kinds and what an object is called.

use std::{cmp::Ordering, fmt, sync::Arc};

use crate::{
    infra::{Balancer, File, Network, Process},
    kube::{
        self, Deployment, EndpointSlice, Endpoints, Event, Meta, Namespace, Node, Pod, ReplicaSet, Service,
        Uid,
    },
    luck,
    time::Time,
};

/// A short text that many objects share: names, labels, messages.
pub type Text = Arc<str>;

/// Declares the kinds once: the enum of kinds, the enum of objects, and the typed look-ups of the world.
macro_rules! kinds {
    ($($kind:ident $get:ident $all:ident,)+) => {
        /// Every kind of object. The order is the order in which objects are listed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = concat!("See [`", stringify!($kind), "`].")] $kind,)+ }

        impl Kind {
            /// Every kind, in order.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// The name of the kind as manifests write it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => stringify!($kind),)+ }
            }
        }

        /// One object of any kind, shared.
        #[derive(Clone, Debug, PartialEq, Hash)]
        pub enum Object { $(#[doc = concat!("A ", stringify!($kind), ".")] $kind(Arc<$kind>),)+ }

        impl Object {
            /// The kind of this object.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)+ }
            }
        }

        $(impl From<$kind> for Object {
            fn from(it: $kind) -> Self {
                Self::$kind(Arc::new(it))
            }
        })+

        impl super::World {
            $(#[doc = concat!("The ", stringify!($kind), " of this name.")]
            pub fn $get(&self, key: &Key) -> Option<&$kind> {
                match self.get(key) {
                    Some(Object::$kind(it)) => Some(it),
                    _ => None,
                }
            }

            #[doc = concat!("Every ", stringify!($kind), ", ordered by namespace and name.")]
            pub fn $all(&self) -> impl Iterator<Item = &$kind> {
                self.of_kind(Kind::$kind).filter_map(|(_, object)| match object {
                    Object::$kind(it) => Some(&**it),
                    _ => None,
                })
            })+
        }
    };
}

kinds! {
    Namespace namespace namespaces,
    Node node nodes,
    Deployment deployment deployments,
    ReplicaSet replica_set replica_sets,
    Pod pod pods,
    Service service services,
    Endpoints endpoints all_endpoints,
    EndpointSlice endpoint_slice endpoint_slices,
    Event event events,
    Process process processes,
    Balancer balancer balancers,
    Network network networks,
    File file files,
}

/// What an object is called: the kernel's only notion of identity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The kind of the object.
    pub kind: Kind,
    /// Its namespace; empty for kinds that stand above namespaces.
    pub namespace: Text,
    /// Its name.
    pub name: Text,
}

impl Key {
    /// The key of a namespaced object.
    pub fn new(kind: Kind, namespace: &Text, name: &Text) -> Self {
        Self {
            kind,
            namespace: namespace.clone(),
            name: name.clone(),
        }
    }

    /// The key of an object that stands above namespaces.
    pub fn global(kind: Kind, name: impl Into<Text>) -> Self {
        Self {
            kind,
            namespace: Text::default(),
            name: name.into(),
        }
    }

    /// A key that comes before every other of its kind.
    pub(crate) fn least(kind: Kind) -> Self {
        Self::global(kind, Text::default())
    }
}

impl Ord for Key {
    /// By kind, namespace and name.
    fn cmp(&self, other: &Self) -> Ordering {
        if self.kind != other.kind {
            return self.kind.cmp(&other.kind);
        }
        match order(&self.namespace, &other.namespace) {
            Ordering::Equal => order(&self.name, &other.name),
            namespaces => namespaces,
        }
    }
}

/// The order of two texts: that of their bytes. Keys are compared more often than anything else, mostly with keys that share their
/// namespace and the beginning of their name, so the same text is not read at all and another eight bytes at a time.
fn order(a: &Text, b: &Text) -> Ordering {
    if Arc::ptr_eq(a, b) {
        return Ordering::Equal;
    }
    let (mut rest_a, mut rest_b) = (a.as_bytes(), b.as_bytes());
    while let (Some((word_a, more_a)), Some((word_b, more_b))) =
        (rest_a.split_first_chunk::<8>(), rest_b.split_first_chunk::<8>())
    {
        if u64::from_ne_bytes(*word_a) != u64::from_ne_bytes(*word_b) {
            return u64::from_be_bytes(*word_a).cmp(&u64::from_be_bytes(*word_b));
        }
        (rest_a, rest_b) = (more_a, more_b);
    }
    // Fewer than eight bytes are left of one of them.
    for (byte_a, byte_b) in rest_a.iter().zip(rest_b) {
        if byte_a != byte_b {
            return byte_a.cmp(byte_b);
        }
    }
    rest_a.len().cmp(&rest_b.len())
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Key {
    /// As in the log: `Pod shop-7d9-x2k`, with the namespace unless it is `default`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.namespace {
            "" | "default" => write!(f, "{} {}", self.kind.name(), self.name),
            namespace => write!(f, "{} {namespace}/{}", self.kind.name(), self.name),
        }
    }
}

impl Kind {
    /// Whether changes of this kind are lines of the log. The network has its ledger, and an Event is itself a record.
    pub const fn is_logged(self) -> bool {
        !matches!(self, Self::Network | Self::Event)
    }
}

impl Object {
    /// What this object is called.
    pub fn key(&self) -> Key {
        match self.meta() {
            Some(meta) => Key::new(self.kind(), &meta.namespace, &meta.name),
            None => match self {
                Self::Process(it) => Key::new(Kind::Process, &it.namespace, &it.name),
                Self::Balancer(it) => Key::new(Kind::Balancer, &it.namespace, &it.name),
                Self::File(it) => Key::global(Kind::File, it.name.clone()),
                _ => Key::global(Kind::Network, "network"),
            },
        }
    }

    /// The metadata of a Kubernetes object; none for what stands below Kubernetes.
    pub fn meta(&self) -> Option<&Meta> {
        Some(match self {
            Self::Namespace(it) => &it.meta,
            Self::Node(it) => &it.meta,
            Self::Deployment(it) => &it.meta,
            Self::ReplicaSet(it) => &it.meta,
            Self::Pod(it) => &it.meta,
            Self::Service(it) => &it.meta,
            Self::Endpoints(it) => &it.meta,
            Self::EndpointSlice(it) => &it.meta,
            Self::Event(it) => &it.meta,
            Self::Process(_) | Self::Balancer(_) | Self::Network(_) | Self::File(_) => return None,
        })
    }

    /// The same, to be changed.
    pub fn meta_mut(&mut self) -> Option<&mut Meta> {
        Some(match self {
            Self::Namespace(it) => &mut Arc::make_mut(it).meta,
            Self::Node(it) => &mut Arc::make_mut(it).meta,
            Self::Deployment(it) => &mut Arc::make_mut(it).meta,
            Self::ReplicaSet(it) => &mut Arc::make_mut(it).meta,
            Self::Pod(it) => &mut Arc::make_mut(it).meta,
            Self::Service(it) => &mut Arc::make_mut(it).meta,
            Self::Endpoints(it) => &mut Arc::make_mut(it).meta,
            Self::EndpointSlice(it) => &mut Arc::make_mut(it).meta,
            Self::Event(it) => &mut Arc::make_mut(it).meta,
            Self::Process(_) | Self::Balancer(_) | Self::Network(_) | Self::File(_) => return None,
        })
    }

    /// Writes what the API server writes: uid and time of creation, generation, resource version.
    pub(super) fn stamped(mut self, before: Option<&Self>, now: Time, version: u64, seed: u64) -> Self {
        let spec_changed = before.is_none_or(|before| !kube::same_spec(before, &self));
        let known = before.and_then(Self::meta);
        let Some(meta) = self.meta_mut() else {
            return self;
        };
        if let Some(known) = known {
            meta.uid = known.uid;
            meta.created = known.created;
            meta.generation = known.generation + u64::from(spec_changed);
        } else {
            meta.uid = Uid(luck::numbered(seed, "uid", version));
            meta.created = now.whole_second();
            meta.generation = 1;
        }
        meta.version = version;
        self
    }
}
