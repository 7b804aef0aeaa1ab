// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target of ours is held to the same rules.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error)
]
let strictC: [CSetting] = [.treatAllWarnings(as: .error)]

/// System modules, each of a Debian package. libcurl, libmicrohttpd and GnuTLS are declared without `pkgConfig`, hence
/// without a linker flag: their shims load them on first use, because linking them costs every start 4 ms.
let systemModules: [Target] = [
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .systemLibrary(name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CMicroHTTPD", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CGnuTLS", providers: [.apt(["libgnutls28-dev"])]),
    // Our own, header only: its functions inline into Swift.
    .systemLibrary(name: "CJSONScan")
]

let shims: [Target] = [
    .target(name: "CLuaBridge", dependencies: ["CLua"], cSettings: strictC),
    .target(name: "CEditline", dependencies: ["CLibEdit"], cSettings: strictC),
    .target(name: "CSQLiteShim", dependencies: ["CSQLite"], cSettings: strictC),
    .target(name: "CCurlShim", dependencies: ["CCurl"], cSettings: strictC),
    .target(name: "CHTTPServerShim", dependencies: ["CMicroHTTPD", "CGnuTLS"], cSettings: strictC),
    .target(name: "CCatalogData", exclude: ["catalog"], cSettings: strictC),
    .target(name: "CSnippetData", exclude: ["snippets"], cSettings: strictC)
]

let libraries: [Target] = [
    .target(name: "Lua", dependencies: ["CLua", "CLuaBridge"], swiftSettings: strict),
    .target(name: "JSON", dependencies: ["Lua", "CLua", "CLuaBridge", "CJSONScan"], swiftSettings: strict),
    .target(name: "YAML", dependencies: ["JSON", "CYAML"], swiftSettings: strict),
    .target(name: "HTTPMessage", swiftSettings: strict),
    .target(name: "Digest", swiftSettings: strict),
    .target(name: "LineEditor", dependencies: ["CEditline"], swiftSettings: strict),
    .target(name: "Cron", swiftSettings: strict),
    .target(name: "Catalog", dependencies: ["CCatalogData", "JSON"], swiftSettings: strict),
    .target(
        name: "APIClient", dependencies: ["Catalog", "Cron", "Digest", "HTTPMessage", "JSON", "YAML", "CCurlShim"],
        swiftSettings: strict),
    .target(name: "Plans", dependencies: ["APIClient", "Catalog", "Cron", "Digest", "JSON"], swiftSettings: strict),
    .target(
        name: "Snippets",
        dependencies: ["APIClient", "Catalog", "Cron", "CSnippetData", "Digest", "HTTPMessage", "JSON"],
        swiftSettings: strict),
    .target(name: "HTTPServer", dependencies: ["HTTPMessage", "CHTTPServerShim"], swiftSettings: strict),
    .target(
        name: "LocalAPI", dependencies: ["Catalog", "Digest", "HTTPMessage", "JSON", "YAML", "Cron", "CSQLiteShim"],
        swiftSettings: strict),
    .target(name: "LocalAPIServer", dependencies: ["LocalAPI", "HTTPServer"], swiftSettings: strict),
    .target(
        name: "Scripting",
        dependencies: [
            "APIClient", "Catalog", "Cron", "HTTPMessage", "JSON", "YAML", "Lua", "Plans", "Snippets", "CLua",
            "CLuaBridge"
        ],
        swiftSettings: strict),
    .target(
        name: "Shell",
        dependencies: [
            "Scripting", "Plans", "Snippets", "APIClient", "Catalog", "LocalAPI", "LocalAPIServer", "HTTPServer",
            "HTTPMessage", "LineEditor", "JSON", "YAML", "Lua", "Cron"
        ], swiftSettings: strict),
    .target(
        name: "MoontideShell", dependencies: ["Shell", "Scripting", "APIClient", "Catalog", "JSON", "Lua"],
        swiftSettings: strict),
    .target(
        name: "MoontideEngine", dependencies: ["Scripting", "APIClient", "Catalog", "JSON", "Lua"],
        swiftSettings: strict),
    .executableTarget(
        name: "moontide",
        dependencies: ["Shell", .product(name: "ArgumentParser", package: "swift-argument-parser")],
        swiftSettings: strict)
]

func tests(_ subject: String, _ others: Target.Dependency..., exclude: [String] = []) -> Target {
    .testTarget(
        name: subject + "Tests", dependencies: [.byName(name: subject), "TestSupport"] + others, exclude: exclude,
        swiftSettings: strict)
}

let testTargets: [Target] = [
    .target(name: "TestSupport", dependencies: ["HTTPMessage"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("Lua", "CLua", "CLuaBridge"),
    tests("JSON", "Lua", "CLua"),
    tests("YAML", "JSON"),
    tests("HTTPMessage"),
    .executableTarget(
        name: "line-editor-fixture", dependencies: ["LineEditor"], path: "Tests/LineEditorFixture",
        swiftSettings: strict),
    tests("LineEditor", "line-editor-fixture"),
    tests("Cron"),
    tests("Catalog", "JSON", exclude: ["Facts"]),
    tests("APIClient", "Catalog", "HTTPMessage", "JSON", "HTTPServer"),
    .executableTarget(
        name: "plan-run-fixture", dependencies: ["Plans", "APIClient", "JSON"], path: "Tests/PlanRunFixture",
        swiftSettings: strict),
    tests("Plans", "APIClient", "Catalog", "HTTPMessage", "JSON", "LocalAPI"),
    tests("Snippets", "APIClient", "Catalog", "HTTPMessage", "HTTPServer", "JSON"),
    tests("HTTPServer", "HTTPMessage"),
    tests("LocalAPI", "Catalog", "Digest", "HTTPMessage", "HTTPServer", "JSON", "YAML", "Cron"),
    tests("LocalAPIServer", "LocalAPI", "HTTPServer", "HTTPMessage"),
    tests("Scripting", "APIClient", "Catalog", "HTTPMessage", "JSON", "Lua", "LocalAPI", "Snippets"),
    tests("Shell", "Scripting", "APIClient", "Catalog", "HTTPMessage", "JSON", "Lua", "Snippets"),
    .executableTarget(
        name: "embedded-shell-fixture", dependencies: ["MoontideShell"], path: "Tests/EmbeddedShellFixture",
        swiftSettings: strict),
    tests("MoontideShell", "embedded-shell-fixture", "APIClient", "HTTPMessage"),
    .testTarget(
        name: "ProgramTests",
        dependencies: [
            "moontide", "plan-run-fixture", "TestSupport", "APIClient", "Catalog", "HTTPMessage", "HTTPServer", "JSON",
            "Plans"
        ],
        exclude: ["Clients"], swiftSettings: strict)
]

/// Built only when asked for (`scripts/bench`): a newcomer's first build does not pay for them.
let benchmarks: [Target] =
    Context.environment["MOONTIDE_BENCHMARKS"] == nil
    ? []
    : [
        .target(name: "CBaselines", dependencies: ["CLua"], path: "Benchmarks/CBaselines", cSettings: strictC),
        .executableTarget(
            name: "bridge-bench", dependencies: ["Lua", "CLua", "CLuaBridge", "CBaselines"],
            path: "Benchmarks/BridgeBench", swiftSettings: strict),
        .executableTarget(
            name: "json-bench", dependencies: ["Lua", "JSON", "CLua", "CLuaBridge"], path: "Benchmarks/JSONBench",
            swiftSettings: strict),
        .executableTarget(
            name: "catalog-bench", dependencies: ["Catalog"], path: "Benchmarks/CatalogBench", swiftSettings: strict),
        .executableTarget(
            name: "local-api-bench", dependencies: ["LocalAPI", "HTTPMessage"], path: "Benchmarks/LocalAPIBench",
            swiftSettings: strict),
        .executableTarget(
            name: "http-bench", dependencies: ["LocalAPIServer", "LocalAPI", "HTTPServer", "HTTPMessage"],
            path: "Benchmarks/HTTPBench", swiftSettings: strict),
        .executableTarget(
            name: "parallel-bench", dependencies: ["Scripting", "APIClient", "HTTPMessage", "Lua", "CBaselines"],
            path: "Benchmarks/ParallelBench", swiftSettings: strict),
        .executableTarget(
            name: "rate-budget-bench", dependencies: ["APIClient", "HTTPMessage"], path: "Benchmarks/RateBudgetBench",
            swiftSettings: strict),
        .executableTarget(
            name: "run-bench", dependencies: ["Plans", "APIClient", "Catalog", "JSON"], path: "Benchmarks/RunBench",
            exclude: ["compare.py", "put.lua", "pydo_updates.py"], swiftSettings: strict),
        .executableTarget(
            name: "argument-bench",
            dependencies: ["Scripting", "APIClient", "Catalog", "LocalAPI", "HTTPMessage", "JSON", "Lua"],
            path: "Benchmarks/ArgumentBench", swiftSettings: strict),
        .executableTarget(
            name: "plan-bench", dependencies: ["Shell", "Plans", "APIClient", "Catalog", "JSON"],
            path: "Benchmarks/PlanBench", swiftSettings: strict),
        .executableTarget(
            name: "completion-bench",
            dependencies: ["Shell", "Scripting", "APIClient", "Catalog", "HTTPMessage", "JSON", "LineEditor"],
            path: "Benchmarks/CompletionBench", swiftSettings: strict),
        .executableTarget(
            name: "prompt-bench", dependencies: ["TestSupport", "CEditline", "CLibEdit"],
            path: "Benchmarks/PromptBench", swiftSettings: strict)
    ]

let package = Package(
    name: "moontide",
    products: [
        .executable(name: "moontide", targets: ["moontide"]),
        .library(name: "MoontideEngine", targets: ["MoontideEngine"]),
        .library(name: "MoontideShell", targets: ["MoontideShell"]),
        .library(name: "Lua", targets: ["Lua"]),
        .library(name: "LocalAPI", targets: ["LocalAPI", "HTTPMessage"]),
        .library(name: "LocalAPIServer", targets: ["LocalAPIServer", "LocalAPI", "HTTPServer", "HTTPMessage"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: systemModules + shims + libraries + testTargets + benchmarks,
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
