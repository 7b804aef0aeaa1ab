import JSON

/// The topics of Kafka clusters. No messages are in them.
extension Databases {
    static let topics = part("topic", shownBy: "databases.get_kafka_topic", "topic_name")

    static let topicHandlers: [String: Handler] = [
        "databases.list_kafka_topics": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            try cluster.engine().require(.topics, "topics")
            let all = try connection.all(topics, of: cluster.sequence)
            return try call.answer(.array(all.map { .object(summary(of: $0)) }))
        },
        "databases.get_kafka_topic": topics.get(),
        "databases.create_kafka_topic": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            try cluster.engine().require(.topics, "topics")
            let input = call.input
            try checkName(input.string("name") ?? "")
            let replicas = try checkReplicas(input.integer("replication_factor") ?? 2, in: cluster)
            let document: JSONObject = [
                "name": input["name"] ?? "", "state": "configuring", "replication_factor": .integer(replicas),
                "partitions": try partitions(input.integer("partition_count") ?? 3, replicas),
                "config": input["config"] ?? [:]
            ]
            let topic = try connection.create(topics, document, of: cluster.sequence, at: call.moment)
            try connection.schedule("databases.topic_active", after: 3, of: topic, at: call.moment)
            return try call.answer(topic)
        },
        "databases.update_kafka_topic": topics.update { topic, call, connection in
            let changes = call.changes
            let cluster = try connection.get(kind, for: call)
            let present = topic.document.integer("replication_factor") ?? 1
            let replicas = try checkReplicas(changes.integer("replication_factor") ?? present, in: cluster)
            let count = Int64(topic.document.objects("partitions").count)
            let wanted = changes.integer("partition_count") ?? count
            guard wanted >= count else {
                throw Refusal.unprocessable("partition_count cannot shrink: it is \(count)")
            }
            topic["replication_factor"] = .integer(replicas)
            topic["partitions"] = try partitions(wanted, replicas)
            let config = topic.document.object("config") ?? [:]
            topic["config"] = .object(config.merging(changes.object("config") ?? [:]))
        },
        "databases.delete_kafka_topic": topics.delete()
    ]

    private static func summary(of topic: Resource) -> JSONObject {
        [
            "name": .string(topic.id), "state": topic["state"] ?? "unknown",
            "replication_factor": topic["replication_factor"] ?? 1,
            "partition_count": .integer(Int64(topic.document.objects("partitions").count))
        ]
    }

    private static func checkReplicas(_ count: Int64, in cluster: Resource) throws(Refusal) -> Int64 {
        let nodes = cluster.document.integer("num_nodes") ?? 1
        guard (1...nodes).contains(count) else {
            throw .unprocessable("replication_factor must be 1 to \(nodes), the number of nodes")
        }
        return count
    }

    /// Empty ones.
    private static func partitions(_ count: Int64, _ replicas: Int64) throws(Refusal) -> JSONValue {
        guard (1...2_048).contains(count) else { throw .unprocessable("partition_count must be 1 to 2048") }
        let partitions = (1...count).map { number -> JSONValue in
            [
                "id": .integer(number), "size": 0, "in_sync_replicas": .integer(replicas), "earliest_offset": 0,
                "consumer_groups": []
            ]
        }
        return .array(partitions)
    }
}
