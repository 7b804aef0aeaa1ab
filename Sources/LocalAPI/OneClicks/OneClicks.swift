import JSON

/// The group `one_clicks`.
enum OneClicks {
    static let family = Family("one_clicks", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "one_clicks.list": Handler { call, _ in
            let type = call.query("type")
            let applications = OneClickApplication.all.filter { type == nil || $0.type == type }
            return try call.answer(.array(applications.map { .object($0.document) }))
        }
    ]
}
