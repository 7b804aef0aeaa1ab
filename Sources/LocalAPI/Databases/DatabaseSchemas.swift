import JSON

/// The schema registries of Kafka clusters: subjects, each with the versions of its schema.
extension Databases {
    static let subjects = ResourceKind(
        "databases.subject", shownBy: "", parameter: "subject_name", in: kind, identifiers: .given,
        identifierField: "subject_name", nameField: nil)

    static let schemaHandlers: [String: Handler] = [
        "databases.list_kafka_schemas": .reading { call, connection in
            let cluster = try kafka(call, &connection)
            let all = try connection.all(subjects, of: cluster.sequence)
            return try call.answer(.array(all.compactMap { $0.state.objects("versions").last.map(JSONValue.object) }))
        },
        "databases.create_kafka_schema": .changing { call, connection in
            let cluster = try kafka(call, &connection)
            let version = try connection.addSchema(call.input, to: cluster, call.moment)
            return try call.answer(.object(version))
        },
        "databases.get_kafka_schema": .reading { call, connection in
            try call.answer(.object(version("latest", of: connection.get(subjects, for: call))))
        },
        "databases.get_kafka_schema_version": .reading { call, connection in
            try call.answer(.object(version(call.argument("version"), of: connection.get(subjects, for: call))))
        },
        "databases.delete_kafka_schema": subjects.delete(),
        "databases.get_kafka_schema_config": .reading { call, connection in
            try call.answer(compatibility(of: kafka(call, &connection)))
        },
        "databases.update_kafka_schema_config": .changing { call, connection in
            var cluster = try kafka(call, &connection)
            cluster.state["compatibility_level"] = call.input["compatibility_level"]
            try connection.save(cluster, at: call.moment)
            return try call.answer(compatibility(of: cluster))
        },
        "databases.get_kafka_schema_subject_config": .reading { call, connection in
            let cluster = try kafka(call, &connection)
            let subject = try connection.get(subjects, for: call)
            return try call.answer(.object(subjectCompatibility(of: subject, in: cluster)))
        },
        "databases.update_kafka_schema_subject_config": .changing { call, connection in
            let cluster = try kafka(call, &connection)
            var subject = try connection.get(subjects, for: call)
            subject.state["compatibility_level"] = call.input["compatibility_level"]
            try connection.save(subject, at: call.moment)
            return try call.answer(.object(subjectCompatibility(of: subject, in: cluster)))
        }
    ]

    private static func kafka(_ call: Call, _ connection: inout Connection) throws -> Resource {
        let cluster = try connection.get(kind, for: call)
        try cluster.engine().require(.topics, "schema registries")
        return cluster
    }

    /// - Parameter name: A number from 1, or `latest`.
    /// - Throws: `Refusal` 404 where there is none of this number.
    private static func version(_ name: String, of subject: Resource) throws(Refusal) -> JSONObject {
        let versions = subject.state.objects("versions")
        let number = name == "latest" ? versions.count : Int(name) ?? 0
        guard (1...max(versions.count, 1)).contains(number), !versions.isEmpty else { throw .missing }
        return versions[number - 1].merging(["version": .string("\(number)")])
    }

    /// What holds where a subject says nothing else.
    private static func compatibility(of cluster: Resource) -> JSONValue {
        cluster.state["compatibility_level"] ?? "BACKWARD"
    }

    private static func subjectCompatibility(of subject: Resource, in cluster: Resource) -> JSONObject {
        let level = subject.state["compatibility_level"] ?? compatibility(of: cluster)
        return ["subject_name": .string(subject.id), "compatibility_level": level]
    }
}

extension Connection {
    /// Makes the subject, or gives it another version.
    fileprivate mutating func addSchema(
        _ input: JSONObject, to cluster: Resource, _ moment: Moment
    ) throws -> JSONObject {
        let (name, text) = (input.string("subject_name") ?? "", input.string("schema") ?? "")
        guard !name.isEmpty else { throw Refusal.unprocessable("subject_name must not be empty") }
        if input.string("schema_type") != "PROTOBUF", (try? JSONValue(parsing: Array(text.utf8))) == nil {
            throw Refusal.unprocessable("schema is not JSON")
        }
        let number = try takeNumbers("databases.schema", from: 1)
        let version = input.merging(["schema_id": .integer(number)])
        guard var subject = try find(Databases.subjects, name, of: cluster.sequence) else {
            _ = try create(
                Databases.subjects, ["subject_name": .string(name)], of: cluster.sequence,
                state: ["versions": [.object(version)]], isComplete: true, at: moment)
            return version
        }
        let versions = subject.state.objects("versions") + [version]
        subject.state["versions"] = .array(versions.map(JSONValue.object))
        try save(subject, at: moment)
        return version
    }
}
