/// Where the catalog deliberately says something else than the description, and why.
struct FactCorrection: Sendable {
    enum Change: Sendable {
        /// In each text of the part, what is to be replaced and by what.
        case replace(String, with: String)
        /// All texts of the part.
        case set([String])
    }

    /// The operationId; nil for all operations.
    var identifier: String?
    /// Nil for all parts.
    var part: OperationFact.Part?
    var change: Change
    var reason: String

    init(_ identifier: String?, _ part: OperationFact.Part?, _ change: Change, because reason: String) {
        self.identifier = identifier
        self.part = part
        self.change = change
        self.reason = reason
    }

    static let all: [FactCorrection] = [
        FactCorrection(
            nil, nil, .replace(#""ams2","ams3","blr1","#, with: #""ams2","ams3","atl1","blr1","#),
            because: "atl1 is a region; only some of the description's lists have it"),
        FactCorrection(
            "functions_create_trigger", .body, .replace("type* string", with: #"type* string ["SCHEDULED"]"#),
            because: "the only kind there is"),
        FactCorrection(
            "domains_create", .body, .replace("name string", with: "name* string"),
            because: "there is no domain without a name"),
        FactCorrection(
            "tags_create", .body, .replace("name string", with: "name* string"),
            because: "a tag is nothing but its name"),
        FactCorrection(
            "imageActions_get", .members, .set(["action"]),
            because: "the description's own example has the action below this root, as all other actions"),
        FactCorrection(
            "imageActions_post", .members, .set(["action"]),
            because: "the description's own example has the action below this root, as all other actions"),
        FactCorrection(
            "loadBalancers_create", .body, .replace("region* ", with: "region "),
            because: "a global load balancer has no region"),
        FactCorrection(
            "loadBalancers_update", .body, .replace("region* ", with: "region "),
            because: "a global load balancer has no region"),
        FactCorrection(
            "volumeActions_post", .body, .replace("type* ", with: "volume_name* string\ntype* "),
            because: "the volume is named in the body, as the description's examples show"),
        FactCorrection(
            "volumes_create", .body,
            .replace("filesystem_type string", with: #"filesystem_type string ["","ext4","xfs"]"#),
            because: "the description names these values in a sentence"),
        FactCorrection(
            "apps_list_tiers", .deprecated, .set(["true"]), because: "the vendor has taken it out of the description"),
        FactCorrection(
            "apps_get_tier", .deprecated, .set(["true"]), because: "the vendor has taken it out of the description"),
        FactCorrection(
            "registries_list_garbageCollections", .paginated, .set(["true"]),
            because: "the same list of the older registry endpoints is paginated"),
        FactCorrection(
            "agentInference_create_chat_completion", .path, .set(["agent_url* string"]),
            because: "the agent's address is a parameter too")
    ]

    /// Whether it may change this part of this operation.
    func concerns(_ identifier: String, _ part: OperationFact.Part) -> Bool {
        (self.identifier ?? identifier) == identifier && (self.part ?? part) == part
    }

    func corrected(_ texts: [String]) -> [String] {
        switch change {
        case .set(let texts): texts
        case .replace(let old, let new):
            texts.flatMap { $0.replacing(old, with: new).split(separator: "\n").map(String.init) }
        }
    }
}
