extension Family {
    /// Every family, in the order of the reference. A new one is a folder beside this one, and a line here.
    package static let all: [Family] = [
        Account.family, Actions.family, Apps.family, Billing.family, CDN.family, Certificates.family, Databases.family,
        Domains.family, DropletActions.family, Droplets.family, Firewalls.family, Functions.family, Images.family,
        Kubernetes.family, LoadBalancers.family, Monitoring.family, OneClicks.family, Projects.family, Regions.family,
        Registry.family, ReservedIPs.family, Sizes.family, Snapshots.family, SSHKeys.family, Tags.family, Uptime.family,
        VPCs.family, Volumes.family
    ]
}
