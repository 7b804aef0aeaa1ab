import Glibc

/// A fresh folder that goes away with this object.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() {
        var template = Array("/tmp/moontide-test-XXXXXX".utf8CString)
        let made = mkdtemp(&template)
        precondition(made != nil, "no temporary folder: error \(errno)")
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        nftw(path, { path, _, _, _ in path.map { remove($0) } ?? 0 }, 16, FTW_DEPTH_FIRST | FTW_PHYSICAL)
    }

    /// The path of a file in here.
    public func file(_ name: String) -> String { "\(path)/\(name)" }
}

// nftw's flags, an anonymous enumeration that Swift's C library module leaves out.
private let FTW_PHYSICAL: Int32 = 1
private let FTW_DEPTH_FIRST: Int32 = 8
