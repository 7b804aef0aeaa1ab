// swift-tools-version: 6.2
import PackageDescription

/// A program of its own that has Moontide's engine in it. In your package the dependency names an address and a version.
let package = Package(
    name: "embedding",
    dependencies: [.package(name: "moontide", path: "../..")],
    targets: [
        .executableTarget(
            name: "embedding",
            dependencies: [
                .product(name: "MoontideEngine", package: "moontide"),
                .product(name: "LocalAPI", package: "moontide")
            ]),
        // Tests of a program that speaks to the API, with an account of their own at a port.
        .testTarget(
            name: "LocalAPITests",
            dependencies: [
                .product(name: "MoontideEngine", package: "moontide"),
                .product(name: "LocalAPIServer", package: "moontide")
            ])
    ],
    swiftLanguageModes: [.v6]
)
