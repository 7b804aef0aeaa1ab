import JSON

/// How a cluster, or a replica of it, is reached. Nobody answers there.
struct DatabaseHost {
    let name: String
    private let scheme: String
    private let user: String
    private let password: String
    private let hasStandby: Bool

    /// - Parameter administrator: The cluster's first user.
    init(_ cluster: Resource, _ engine: DatabaseEngine, administrator: Resource?, replica: String? = nil) {
        let nodes = cluster.document.integer("num_nodes") ?? 1
        self.init(
            name: "\(replica ?? cluster.name)-do-user-\(Account.ownerNumber)-0.b.db.ondigitalocean.com".lowercased(),
            scheme: engine.scheme, user: administrator?.id ?? "",
            password: administrator?.document.string("password") ?? "",
            hasStandby: replica == nil && nodes > 1 && engine.abilities.contains(.standby))
    }

    private init(name: String, scheme: String, user: String, password: String, hasStandby: Bool) {
        self.name = name
        self.scheme = scheme
        self.user = user
        self.password = password
        self.hasStandby = hasStandby
    }

    /// The same host for somebody else.
    func signingIn(as user: Resource?) -> DatabaseHost {
        DatabaseHost(
            name: name, scheme: scheme, user: user?.id ?? "", password: user?.document.string("password") ?? "",
            hasStandby: hasStandby)
    }

    /// The members `connection`, `private_connection`, and those of the standby where there is one.
    func connections(to database: String, port: Int64) -> JSONObject {
        var members: JSONObject = [
            "connection": connection("", database, port), "private_connection": connection("private-", database, port)
        ]
        if hasStandby {
            members["standby_connection"] = connection("replica-", database, port)
            members["standby_private_connection"] = connection("private-replica-", database, port)
        }
        return members
    }

    func webConnection(port: Int64) -> JSONValue {
        [
            "uri": .string("https://\(user):\(password)@\(name):\(port)"), "host": .string(name),
            "port": .integer(port), "user": .string(user), "password": .string(password), "ssl": true
        ]
    }

    private func connection(_ prefix: String, _ database: String, _ port: Int64) -> JSONValue {
        let host = prefix + name
        return [
            "uri": .string(address(host, database, port)), "database": .string(database), "host": .string(host),
            "port": .integer(port), "user": .string(user), "password": .string(password), "ssl": true
        ]
    }

    private func address(_ host: String, _ database: String, _ port: Int64) -> String {
        let end =
            switch scheme {
            case "postgresql": "/\(database)?sslmode=require"
            case "mysql": "/\(database)?ssl-mode=REQUIRED"
            case "mongodb+srv": "/\(database)?tls=true&authSource=admin"
            default: ""
            }
        // Such addresses are found by DNS and name no port.
        if scheme == "mongodb+srv" { return "\(scheme)://\(user):\(password)@\(host)\(end)" }
        return scheme.isEmpty ? "\(host):\(port)" : "\(scheme)://\(user):\(password)@\(host):\(port)\(end)"
    }
}

extension DatabaseEngine {
    /// A user as clients get it after it was made.
    func shown(_ user: JSONObject) -> JSONObject {
        var user = user
        if !abilities.contains(.showsPasswords) { user["password"] = nil }
        return user
    }
}
