// swift-tools-version: 6.2
import PackageDescription

/// A program of its own that has Moontide's prompt in it. In your package the dependency names an address and a version.
let package = Package(
    name: "embedding-shell",
    dependencies: [.package(name: "moontide", path: "../..")],
    targets: [
        .executableTarget(name: "acme", dependencies: [.product(name: "MoontideShell", package: "moontide")])
    ],
    swiftLanguageModes: [.v6]
)
