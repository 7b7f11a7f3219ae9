//! The addresses and node ports the API server gives to Services.

use super::Server;
use crate::{kube::Service, luck, shell::refusal::Refusal};

/// How many addresses the range 10.96.0.0/12 holds that may be drawn; kubeadm's default range.
const ADDRESSES: u32 = (1 << 20) - 256;

/// The first port of nodes and how many there are. Source: `DefaultServiceNodePortRange` in pkg/kubeapiserver/options, Kubernetes 1.34.9, read 2026-11.
const NODE_PORTS: (u16, u16) = (30_000, 2768);

fn address(draw: u32) -> String {
    // The first addresses are kept for the system's own Services.
    let number = (10 << 24 | 96 << 16) + 128 + draw;
    std::net::Ipv4Addr::from(number).to_string()
}

impl Server<'_> {
    /// A Service with an address of the cluster's own range, unless it wants none or has named one.
    pub(super) fn with_address(&self, service: &Service) -> Result<Service, Refusal> {
        let mut service = service.clone();
        let is_taken = |address: &str| {
            self.world
                .services()
                .any(|it| it.spec.cluster_ip.as_deref() == Some(address))
        };
        match service.spec.cluster_ip.as_deref() {
            _ if &*service.spec.kind == "ExternalName" => {}
            Some("None") => {}
            Some(address) if is_taken(address) => {
                let problem = format!(
                    "spec.clusterIPs: Invalid value: []string{{\"{address}\"}}: failed to allocate IP {address}: provided IP is already allocated"
                );
                let name = service.meta.name.to_string();
                return Err(Refusal::Invalid("Service".to_owned(), name, vec![problem]));
            }
            Some(_) => {}
            None => {
                let subject = format!("{}/{}", service.meta.namespace, service.meta.name);
                let free = (0_u32..ADDRESSES).find_map(|attempt| {
                    let draw = luck::number(self.seed, "cluster address", &format!("{subject}/{attempt}"));
                    let address = address(u32::try_from(draw % u64::from(ADDRESSES)).unwrap_or(0));
                    (!is_taken(&address)).then_some(address)
                });
                service.spec.cluster_ip = free.map(Into::into);
            }
        }
        if matches!(&*service.spec.kind, "NodePort" | "LoadBalancer") {
            self.give_node_ports(&mut service);
        }
        Ok(service)
    }

    fn give_node_ports(&self, service: &mut Service) {
        let subject = format!("{}/{}", service.meta.namespace, service.meta.name);
        for place in 0..service.spec.ports.len() {
            if service.spec.ports[place].node_port.is_some() {
                continue;
            }
            let given: Vec<u16> = service.spec.ports.iter().filter_map(|it| it.node_port).collect();
            let free = (0_u32..).find_map(|attempt| {
                let draw = luck::number(self.seed, "node port", &format!("{subject}/{place}/{attempt}"));
                let port = NODE_PORTS.0 + u16::try_from(draw % u64::from(NODE_PORTS.1)).unwrap_or(0);
                let is_taken = given.contains(&port)
                    || self
                        .world
                        .services()
                        .any(|it| it.spec.ports.iter().any(|it| it.node_port == Some(port)));
                (!is_taken).then_some(port)
            });
            service.spec.ports[place].node_port = free;
        }
    }
}
