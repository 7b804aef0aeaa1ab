import JSON

/// The group `image_actions`.
extension Images {
    static let actionHandlers: [String: Handler] = [
        "image_actions.list": .reading { call, connection in
            let image = try connection.get(kind, for: call)
            return try call.answer(connection.actions(of: image.imageSubject, for: call))
        },
        "image_actions.get": .reading { call, connection in
            let image = try connection.get(kind, for: call)
            return try call.answer(connection.action(call.argument("action_id"), of: image.imageSubject).text)
        },
        "image_actions.post": .changing { call, connection in
            let image = try connection.ownImage(for: call)
            let (input, type) = (call.input, call.input.string("type") ?? "")
            var subject = image.imageSubject
            if type == "transfer" {
                subject.region = try checkTransfer(of: image, to: input.string("region") ?? "")
            } else if image["type"] != "backup" {
                throw Refusal.unprocessable("Only a backup can be converted to a snapshot.")
            }
            let action = try connection.begin(
                type, on: subject, lasting: type == "transfer" ? 10 : 4, details: input, unlessPending: busy,
                at: call.moment)
            return try call.answer(action.text)
        }
    ]

    private static let busy = Refusal.unprocessable("The image already has a pending event.")

    /// - Returns: The region's slug.
    private static func checkTransfer(of image: Resource, to slug: String) throws(Refusal) -> String {
        let region = try Region.available(slug)
        guard image["status"] == "available" else {
            throw .unprocessable("The image is not available yet.")
        }
        guard !image.document.strings("regions").contains(region.slug) else {
            throw .unprocessable("The image is in the region \(region.slug) already.")
        }
        return region.slug
    }

    static let transfer: ActionEffect = { action, moment, connection in
        var image = try connection.get(kind, action.subject.id)
        let regions = image.document.strings("regions") + [action.details.string("region") ?? ""]
        image["regions"] = .strings(regions)
        try connection.save(image, at: moment)
    }

    /// A backup becomes a snapshot, which no later backup replaces.
    static let convert: ActionEffect = { action, moment, connection in
        var image = try connection.get(kind, action.subject.id)
        try connection.unlink(image, moment)
        image["type"] = "snapshot"
        try connection.save(image, at: moment)
        try connection.link(image, moment)
    }
}

extension Resource {
    /// What actions on an image are about.
    fileprivate var imageSubject: ActionSubject {
        ActionSubject("image", id: id, region: document.strings("regions").first)
    }
}
