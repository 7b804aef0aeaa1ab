import Cron
import JSON

/// How one gets into a cluster. Nothing answers at its address, and no secret opens anything.
extension Kubernetes {
    static let accessHandlers: [String: Handler] = [
        "kubernetes.get_kubeconfig": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            let user = try call.query("type") == "sso" ? signOn(of: cluster) : "    token: \(token(call))\n"
            return Answer(Array(kubeconfig(of: cluster, user: user).utf8), mediaType: "application/yaml")
        },
        "kubernetes.get_credentials": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            let given = call.query("expiry_seconds").flatMap { Int64($0) } ?? 0
            return try call.answer([
                "server": cluster["endpoint"] ?? "",
                "certificate_authority_data": .string(authority(of: cluster)),
                "client_certificate_data": .null, "client_key_data": .null, "token": .string(token(call)),
                "expires_at": call.moment.time(after: given == 0 ? sevenDays : min(given, longest))
            ])
        },
        "kubernetes.get_cluster_user": .reading { call, connection in
            _ = try connection.get(kind, for: call)
            return try call.answer(["username": .string(Account.email), "groups": ["k8saas:authenticated"]])
        }
    ]

    private static let sevenDays: Int64 = 7 * 86_400
    /// A hundred years: what comes after it need not be told apart.
    private static let longest: Int64 = 100 * 365 * 86_400

    private static func token(_ call: Call) -> String { call.services.randomness.alphanumeric(64) }

    /// In the form of a certificate, and the same each time.
    private static func authority(of cluster: Resource) -> String {
        let body = Base64.encode(Array(cluster.id.utf8))
        return Base64.encode(Array("-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n".utf8))
    }

    /// Lets kubectl ask the identity provider.
    private static func signOn(of cluster: Resource) throws(Refusal) -> String {
        guard let provider = cluster.document.object("sso"), provider.flag("enabled") else {
            throw .unprocessable("single sign-on is not enabled for this cluster")
        }
        return """
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: kubectl
                  args:
                  - oidc-login
                  - get-token
                  - "--oidc-issuer-url=\(provider.string("issuer_url") ?? "")"
                  - "--oidc-client-id=\(provider.string("client_id") ?? "")"
                  interactiveMode: IfAvailable

            """
    }

    /// - Parameter user: The lines that say how the user is known.
    private static func kubeconfig(of cluster: Resource, user: String) -> String {
        // Regions and names of clusters need no quotes in YAML.
        let name = "do-\(cluster.document.string("region") ?? "")-\(cluster.name)"
        return """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: \(authority(of: cluster))
                server: \(cluster.document.string("endpoint") ?? "")
              name: \(name)
            contexts:
            - context:
                cluster: \(name)
                user: \(name)-admin
              name: \(name)
            current-context: \(name)
            kind: Config
            preferences: {}
            users:
            - name: \(name)-admin
              user:
            \(user)
            """
    }
}
