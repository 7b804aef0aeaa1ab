import Dispatch
import Glibc
import HTTPMessage
import HTTPServer
import Synchronization
import TestSupport
import Testing

/// The client is the curl program, which brings a TLS library of its own.
struct CertificateAuthorityTests {
    private let temporary: TemporaryFolder
    private var directory: String { temporary.path }
    private static let now: Int64 = 1_700_000_000
    private static let day: Int64 = 86_400

    init() throws {
        temporary = TemporaryFolder()
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func clientThatTrustsTheAuthorityIsServed(host: String) throws {
        let authority = try CertificateAuthority(directory: directory)
        let server = try server(authority.identity())
        let (status, output) = try curl([
            "--cacert", authority.certificatePath, "https://\(host):\(server.port)/v2/a%2Fb"
        ])
        #expect(status == 0)
        #expect(output.hasPrefix("GET /v2/a%2Fb\n"))
    }

    @Test func addressOfIPv6IsServed() throws {
        let authority = try CertificateAuthority(directory: directory)
        guard let server = try? server(authority.identity(), host: "::1") else { return }  // a machine without IPv6
        let (status, _) = try curl(["--cacert", authority.certificatePath, "https://[::1]:\(server.port)/"])
        #expect(status == 0)
    }

    @Test func givenHostIsServedToo() throws {
        let authority = try CertificateAuthority(directory: directory)
        let server = try server(authority.identity(hosts: ["api.test"]))
        let place = "api.test:\(server.port)"
        let (status, _) = try curl([
            "--cacert", authority.certificatePath, "--resolve", place + ":127.0.0.1", "https://\(place)/"
        ])
        #expect(status == 0)
    }

    /// 60: the certificate is not trusted.
    @Test func clientThatDoesNotTrustTheAuthorityIsNotServed() throws {
        let server = try server(CertificateAuthority(directory: directory).identity())
        #expect(try curl(["https://127.0.0.1:\(server.port)/"]).status == 60)
    }

    @Test func otherNamesAreNotCovered() throws {
        let authority = try CertificateAuthority(directory: directory)
        let place = "other.test:\(try server(authority.identity()).port)"
        #expect(
            try curl(["--cacert", authority.certificatePath, "--resolve", place + ":127.0.0.1", "https://\(place)/"])
                .status != 0)
    }

    @Test func filesAreReusedByTheSecondStart() throws {
        let first = try CertificateAuthority(directory: directory).identity()
        let files = try contents()
        let second = try CertificateAuthority(directory: directory).identity()
        #expect(second.certificateChain == first.certificateChain)
        #expect(try contents() == files)
    }

    @Test func keysAreReadableByTheirOwnerOnly() throws {
        let path = directory + "/nested"
        _ = try CertificateAuthority(directory: path).identity()
        #expect(try mode(path) == 0o700)
        #expect(try mode(path + "/ca-key.pem") == 0o600)
        #expect(try mode(path + "/server-key.pem") == 0o600)
        #expect(try mode(path + "/ca.pem") == 0o644)
    }

    @Test func keyThatOthersCanReadIsRefused() throws {
        _ = try CertificateAuthority(directory: directory)
        chmod(directory + "/ca-key.pem", 0o644)
        let error = #expect(throws: HTTPServerError.self) { try CertificateAuthority(directory: directory) }
        #expect(error?.kind == .exposedKey)
        #expect(
            error?.description
                == "\(directory)/ca-key.pem can be read by other users; delete it to get a new one, or run "
                + "chmod 600 on it if nobody did")
    }

    @Test func serverIsIssuedAgainBeforeItExpires() throws {
        let authority = try CertificateAuthority(directory: directory, now: Self.now)
        let first = try authority.identity(hosts: [], now: Self.now).certificateChain
        #expect(try authority.identity(hosts: [], now: Self.now + 365 * Self.day).certificateChain == first)
        let authorityFile = try contents()["ca.pem"]
        #expect(try authority.identity(hosts: [], now: Self.now + 367 * Self.day).certificateChain != first)
        #expect(try contents()["ca.pem"] == authorityFile)
    }

    @Test func authorityIsMadeAgainBeforeItExpires() throws {
        _ = try CertificateAuthority(directory: directory, now: Self.now)
        let first = try contents()["ca.pem"]
        _ = try CertificateAuthority(directory: directory, now: Self.now + 3_619 * Self.day)
        #expect(try contents()["ca.pem"] == first)
        _ = try CertificateAuthority(directory: directory, now: Self.now + 3_621 * Self.day)
        #expect(try contents()["ca.pem"] != first)
    }

    @Test func serverIsIssuedAgainForANewHost() throws {
        let authority = try CertificateAuthority(directory: directory)
        let first = try authority.identity().certificateChain
        let second = try authority.identity(hosts: ["10.1.2.3"]).certificateChain
        #expect(second != first)
        #expect(try authority.identity(hosts: ["10.1.2.3"]).certificateChain == second)
        #expect(try authority.identity().certificateChain == second)
    }

    @Test(arguments: ["ca.pem", "ca-key.pem", "server.pem", "server-key.pem"])
    func damagedFileIsReplaced(name: String) throws {
        let first = try CertificateAuthority(directory: directory).identity()
        #expect(truncate(directory + "/" + name, 40) == 0)
        let authority = try CertificateAuthority(directory: directory)
        let second = try authority.identity()
        #expect(second.certificateChain != first.certificateChain)
        let server = try server(second)
        #expect(try curl(["--cacert", authority.certificatePath, "https://127.0.0.1:\(server.port)/"]).status == 0)
    }

    /// Each round is a new race; real threads, because tasks would wait for each other.
    @Test func startsAtTheSameMomentMakeOneAuthority() throws {
        for round in 0..<20 {
            let directory = directory + "/\(round)"
            let chains = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                let chain = try? CertificateAuthority(directory: directory).identity().certificateChain
                chains.withLock { $0.append(chain ?? "failed") }
            }
            #expect(Set(chains.withLock { $0 }).count == 1)
        }
    }

    @Test func keyOfAnotherAuthorityIsNotUsed() throws {
        let (one, other) = (directory + "/one", directory + "/other")
        _ = try CertificateAuthority(directory: one).identity()
        _ = try CertificateAuthority(directory: other).identity()
        for name in ["/ca-key.pem", "/server-key.pem"] { #expect(rename(other + name, one + name) == 0) }
        let authority = try CertificateAuthority(directory: one)
        let server = try server(authority.identity())
        #expect(try curl(["--cacert", authority.certificatePath, "https://127.0.0.1:\(server.port)/"]).status == 0)
    }

    @Test func makesTheFoldersAboveItsOwn() throws {
        _ = try CertificateAuthority(directory: directory + "/a/b").identity()
        #expect(access(directory + "/a/b/ca.pem", R_OK) == 0)
    }

    @Test func saysWhatCannotBeMade() {
        let path = temporary.write("", to: "file") + "/below"
        let error = #expect(throws: HTTPServerError.self) { try CertificateAuthority(directory: path) }
        #expect(error?.description == "cannot make the directory \(path): Not a directory")
    }

    @Test func keyIsInNoDescription() throws {
        let identity = try CertificateAuthority(directory: directory).identity()
        var dumped = ""
        dump(identity, to: &dumped)
        for text in ["\(identity)", String(reflecting: identity), dumped] { #expect(!text.contains("PRIVATE")) }
    }
}

extension CertificateAuthorityTests {
    private func server(_ identity: TLSIdentity, host: String = "127.0.0.1") throws -> HTTPServer {
        try HTTPServer(configuration: configuration { ($0.tls, $0.host) = (identity, host) }, handler: echo)
    }

    private func mode(_ path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }

    private func contents() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in ["ca.pem", "ca-key.pem", "server.pem", "server-key.pem"]
        where access(directory + "/" + name, R_OK) == 0 {
            files[name] = try readFile(directory + "/" + name)
        }
        return files
    }

    private func readFile(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "re"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    private func curl(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let words = ["curl", "--silent", "--noproxy", "*", "--max-time", "20"] + arguments
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let pipe = try #require(popen(quoted, "re"))
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = fread(&bytes, 1, bytes.count, pipe)
        let status = pclose(pipe)
        return (status >> 8 & 0xFF, String(decoding: bytes.prefix(count), as: UTF8.self))
    }
}
