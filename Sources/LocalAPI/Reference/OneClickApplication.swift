import JSON

/// An application that is there at one click, for droplets or Kubernetes clusters. The selection is ours.
struct OneClickApplication: Sendable {
    let slug: String
    /// `droplet` or `kubernetes`.
    let type: String

    var document: JSONObject { ["slug": .string(slug), "type": .string(type)] }

    static let all: [OneClickApplication] =
        PublicImage.all.filter { $0.kind == .application }.map { OneClickApplication(slug: $0.slug, type: "droplet") }
        + kubernetesSlugs.map { OneClickApplication(slug: $0, type: "kubernetes") }

    private static let kubernetesSlugs = [
        "argocd", "cert-manager", "ingress-nginx", "kube-state-metrics", "loki", "metrics-server", "monitoring",
        "traefik"
    ]
}
