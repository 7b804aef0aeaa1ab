import JSON

/// Offering images to other accounts. There is only one: whatever it offers, it may also accept, and keeps the image.
extension Images {
    static let transferHandlers: [String: Handler] = [
        "images.post_account_transfer_create": .changing { call, connection in
            var image = try connection.ownImage(for: call)
            guard image["status"] == "available", image["type"] != "backup" else {
                throw call.refusal("Only a snapshot or a custom image that is available can be offered.")
            }
            guard image.state["transfer"] == nil else { throw call.refusal("The image is being offered already.") }
            let number = try connection.takeNumbers("images.transfer", from: 1)
            image.state["transfer"] = .integer(number)
            try connection.save(image, at: call.moment)
            return try call.answer(JSONText.integer(number), root: "transfer_id")
        },
        "images.post_account_transfer_accept": end,
        "images.post_account_transfer_cancel": end,
        "images.post_account_transfer_decline": end
    ]

    /// The offer is no more.
    private static let end = Handler.changing { call, connection in
        var image = try connection.ownImage(for: call)
        guard let number = image.state["transfer"], number == call.input["transfer_id"] else { throw Refusal.missing }
        image.state["transfer"] = nil
        try connection.save(image, at: call.moment)
        return call.answer()
    }
}
