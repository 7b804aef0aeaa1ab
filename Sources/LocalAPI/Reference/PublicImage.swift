import JSON

/// An image that every account has: a distribution, or an application on one. The selection is ours.
struct PublicImage: Sendable {
    enum Kind: String, Sendable { case distribution, application }

    let id: Int64
    let slug: String
    let name: String
    let distribution: String
    let kind: Kind

    var document: JSONObject {
        [
            "id": .integer(id), "name": .string(name), "distribution": .string(distribution), "slug": .string(slug),
            "public": true, "regions": .strings(Self.regions),
            "created_at": "2026-01-14T09:30:00Z", "min_disk_size": .integer(kind == .application ? 25 : 7),
            "type": kind == .application ? "snapshot" : "base", "size_gigabytes": .number(2.36),
            "description": .string("\(distribution) \(name)"), "tags": [], "status": "available", "error_message": ""
        ]
    }

    /// By slug or identifier.
    static func named(_ text: String) -> PublicImage? { byName[text] }

    static let all: [PublicImage] = [
        PublicImage(195_932_981, "ubuntu-24-04-x64", "24.04 (LTS) x64", "Ubuntu"),
        PublicImage(159_651_797, "ubuntu-22-04-x64", "22.04 (LTS) x64", "Ubuntu"),
        PublicImage(112_929_454, "ubuntu-20-04-x64", "20.04 (LTS) x64", "Ubuntu"),
        PublicImage(200_001_013, "debian-13-x64", "13 x64", "Debian"),
        PublicImage(185_001_012, "debian-12-x64", "12 x64", "Debian"),
        PublicImage(160_001_011, "debian-11-x64", "11 x64", "Debian"),
        PublicImage(200_002_043, "fedora-43-x64", "43 x64", "Fedora"),
        PublicImage(195_002_042, "fedora-42-x64", "42 x64", "Fedora"),
        PublicImage(200_003_010, "centos-stream-10-x64", "Stream 10 x64", "CentOS"),
        PublicImage(180_003_009, "centos-stream-9-x64", "Stream 9 x64", "CentOS"),
        PublicImage(200_004_010, "rockylinux-10-x64", "10 x64", "Rocky Linux"),
        PublicImage(180_004_009, "rockylinux-9-x64", "9 x64", "Rocky Linux"),
        PublicImage(180_005_009, "almalinux-9-x64", "AlmaLinux 9", "Unknown"),
        PublicImage(190_101_001, "docker-20-04", "Docker on Ubuntu 22.04", "Ubuntu", .application),
        PublicImage(190_101_002, "wordpress-20-04", "WordPress on Ubuntu 22.04", "Ubuntu", .application),
        PublicImage(190_101_003, "lemp-20-04", "LEMP on Ubuntu 22.04", "Ubuntu", .application),
        PublicImage(190_101_004, "nodejs-20-04", "NodeJS on Ubuntu 22.04", "Ubuntu", .application),
        PublicImage(190_101_005, "mongodb-20-04", "MongoDB on Ubuntu 22.04", "Ubuntu", .application)
    ]

    private static let byName = Dictionary(
        uniqueKeysWithValues: all.flatMap { [($0.slug, $0), ("\($0.id)", $0)] })
    /// Of the regions that take resources, those that an image's schema allows, which are all.
    private static let regions = Region.availableSlugs

    private init(_ id: Int64, _ slug: String, _ name: String, _ distribution: String, _ kind: Kind = .distribution) {
        self.id = id
        self.slug = slug
        self.name = name
        self.distribution = distribution
        self.kind = kind
    }
}
