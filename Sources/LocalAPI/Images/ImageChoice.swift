import JSON

/// The image that a droplet was made of, which may be gone since.
enum ImageChoice: Sendable {
    case everybody(PublicImage)
    /// One of the account, as it was then.
    case own(JSONObject)

    /// The members of a droplet's state that keep it.
    var state: JSONObject {
        switch self {
        case .everybody(let image): ["image": .integer(image.id)]
        case .own(let document): ["image": document["id"] ?? .null, "image_document": .object(document)]
        }
    }

    /// GiB.
    var minimumDisk: Int64 {
        switch self {
        case .everybody(let image): image.document.integer("min_disk_size") ?? 0
        case .own(let document): document.integer("min_disk_size") ?? 0
        }
    }

    var distribution: String {
        switch self {
        case .everybody(let image): image.distribution
        case .own(let document): document.string("distribution") ?? "Unknown"
        }
    }
}

extension Resource {
    /// Of a droplet.
    var imageChoice: ImageChoice {
        if let document = state.object("image_document") { return .own(document) }
        return .everybody(state.identifier("image").flatMap(PublicImage.named) ?? PublicImage.all[0])
    }

    /// Makes a droplet one of another image.
    mutating func setImage(_ choice: ImageChoice) {
        state["image_document"] = nil
        state = state.merging(choice.state)
    }
}

extension Connection {
    /// The image of an identifier or slug that a droplet of a region and a disk can be made of.
    ///
    /// - Parameter disk: GiB.
    /// - Throws: `Refusal` 422.
    mutating func image(_ name: String, in region: String, disk: Int64) throws -> ImageChoice {
        let choice = try imageChoice(name, in: region)
        guard choice.minimumDisk <= disk else {
            throw Refusal.unprocessable("The image needs a disk of at least \(choice.minimumDisk) GB.")
        }
        return choice
    }

    private mutating func imageChoice(_ name: String, in region: String) throws -> ImageChoice {
        if let image = PublicImage.named(name) { return .everybody(image) }
        guard let image = try find(Images.kind, name) else {
            throw Refusal.unprocessable("You specified an invalid image for Droplet creation.")
        }
        guard image["status"] == "available" else { throw Refusal.unprocessable("The image is not available.") }
        guard image.document.strings("regions").contains(region) else {
            throw Refusal.unprocessable("The image is not in the region \(region); transfer it there first.")
        }
        return .own(image.document)
    }
}
