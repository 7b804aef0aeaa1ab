import CCurlShim
import HTTPMessage

/// One request in libcurl's hands: what it sends, and what has come back so far.
///
/// libcurl holds an unretained pointer to it between `init` and ``release()``; the transport keeps it alive meanwhile.
final class CurlTransfer {
    let handle: UnsafeMutableRawPointer
    let limits: TransferLimits
    /// Whether the request may go out a second time without doing anything twice (RFC 9110 section 9.2.2).
    let isIdempotent: Bool
    /// How often a request was begun on a connection.
    private(set) var requestsBegun = 0
    /// The limit that the answer has passed, in words.
    private var exceededLimit: String?
    private var headers = HTTPHeaders()
    private var headerBytes = 0
    /// Whether the blank line has come that ends the header section.
    private var hasAllHeaders = false
    private var body: [UInt8] = []
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    private static let maximumHeaderBytes = 256 << 10

    init(
        _ request: HTTPRequest, to url: BaseURL, token: Token?, limits: TransferLimits,
        settings: CurlTransport.Settings, handle: UnsafeMutableRawPointer
    ) throws(TransportError) {
        self.handle = handle
        self.limits = limits
        isIdempotent = request.method != "POST" && request.method != "PATCH"
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        var setup = CurlSetup(handle: handle)
        setup.connection(to: url, settings, limits)
        setup.message(request, to: url, settings)
        headerList = Self.headerList(of: request, token)
        setup.set(CURLOPT_HTTPHEADER, list: headerList)
        setup.set(CURLOPT_ERRORBUFFER, pointer: errorText)
        setup.callbacks(for: self)
        guard setup.code == CURLE_OK else {
            let detail = String(cString: curl_shim_error_text(setup.code))
            curl_shim_easy_reset(handle)
            curl_shim_easy_cleanup(handle)
            throw TransportError(.failed, detail: detail, mayHaveBeenSent: false)
        }
    }

    deinit {
        release()
        errorText.deallocate()
    }

    /// Frees what libcurl no longer needs once the handle is reset.
    func release() {
        curl_shim_list_free(headerList)
        headerList = nil
    }

    private static func headerList(of request: HTTPRequest, _ token: Token?) -> UnsafeMutablePointer<curl_slist>? {
        // Without `Expect` a body is not held back for a second that no API needs.
        var lines = ["Expect:"]
        for field in request.headers.fields where !field.name.isEqualIgnoringASCIICase(to: "authorization") {
            // libcurl takes `Name:` as an order to leave a field out; `Name;` sends it empty.
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        if let token { lines.append("authorization: \(token.authorization)") }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { list = curl_shim_list_append(list, line) ?? list }
        return list
    }
}

// What libcurl calls.
extension CurlTransfer {
    /// - Returns: Whether to go on.
    func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= limits.maximumResponseBytes else {
            exceededLimit = "\(limits.maximumResponseBytes) bytes"
            body = []
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// One line of the header section, or of the trailers.
    func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.maximumHeaderBytes else {
            exceededLimit = "\(Self.maximumHeaderBytes) bytes of header fields"
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A new response begins: what came before was an interim one (RFC 9110 section 15.2).
            headers = HTTPHeaders()
            headerBytes = bytes.count
            hasAllHeaders = false
        } else if line == "\r\n" || line == "\n" {
            hasAllHeaders = true
        } else if let colon = line.firstIndex(of: ":") {
            let name = line[..<colon].trimmingASCIIWhitespace
            headers.add(name, line[line.index(after: colon)...].trimmingASCIIWhitespace)
        }
        return true
    }

    /// libcurl repeats a request by itself when a kept connection turns out to be closed, whatever the method. A POST may
    /// have been carried out by then, so it must not go out again.
    func mayBeginRequest() -> Bool {
        requestsBegun += 1
        return isIdempotent || requestsBegun == 1
    }
}

// How it ended.
extension CurlTransfer {
    func result(of code: CURLcode) -> Result<HTTPResponse, TransportError> {
        guard code == CURLE_OK else { return .failure(error(of: code)) }
        // libcurl is content with a connection that closes in the middle of the header section.
        guard hasAllHeaders else {
            return .failure(TransportError(.closed, detail: "in the header fields", mayHaveBeenSent: true))
        }
        var status = 0
        _ = curl_shim_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        guard (200...599).contains(status) else {
            return .failure(TransportError(.garbage, detail: "status \(status)", mayHaveBeenSent: true))
        }
        // The body is decompressed already.
        if headers["content-encoding"] != nil {
            headers["content-encoding"] = nil
            headers["content-length"] = nil
        }
        return .success(HTTPResponse(status: status, headers: headers, body: body))
    }

    private func error(of code: CURLcode) -> TransportError {
        let kind = kind(of: code)
        return TransportError(kind, detail: detail(of: code, kind), mayHaveBeenSent: requestsBegun > 0)
    }

    /// The limit that was passed, or libcurl's own words.
    private func detail(of code: CURLcode, _ kind: TransportError.Kind) -> String {
        switch kind {
        case .tooLarge: return exceededLimit ?? "\(limits.maximumResponseBytes) bytes"
        case .connectTimeout: return "\(min(limits.connectTimeout, limits.totalTimeout))"
        case .timeout: return "\(limits.totalTimeout)"
        case .stalled: return "nothing for \(limits.stallTimeout)"
        default:
            let text = String(cString: errorText)
            return bounded(text.isEmpty ? String(cString: curl_shim_error_text(code)) : text)
        }
    }

    private func kind(of code: CURLcode) -> TransportError.Kind {
        if exceededLimit != nil { return .tooLarge }
        if isRefusedByProxy { return .proxy }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unknownHost
        case CURLE_COULDNT_CONNECT: return .refused
        case CURLE_OPERATION_TIMEDOUT: return timeoutKind
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            return .untrustedCertificate
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_USE_SSL_FAILED: return .handshake
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_ABORTED_BY_CALLBACK:
            return .closed
        case CURLE_FILESIZE_EXCEEDED: return .tooLarge
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: return .garbage
        case CURLE_PROXY: return .proxy
        default: return .failed
        }
    }

    private var isRefusedByProxy: Bool {
        var status = 0
        _ = curl_shim_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &status)
        return status >= 300 && requestsBegun == 0
    }

    private var timeoutKind: TransportError.Kind {
        if requestsBegun == 0 { return .connectTimeout }
        var microseconds: Int64 = 0
        _ = curl_shim_get_offset(handle, CURLINFO_TOTAL_TIME_T, &microseconds)
        return .microseconds(microseconds) + .milliseconds(20) < limits.totalTimeout ? .stalled : .timeout
    }
}
