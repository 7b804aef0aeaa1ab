import CCurlShim
import HTTPMessage

/// Sets the options of a handle and remembers the first that failed.
struct CurlSetup {
    let handle: UnsafeMutableRawPointer
    private(set) var code = CURLE_OK

    init(handle: UnsafeMutableRawPointer) { self.handle = handle }

    mutating func connection(to url: BaseURL, _ settings: CurlTransport.Settings, _ limits: TransferLimits) {
        set(CURLOPT_NOSIGNAL, 1)
        restrictProtocols()
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        // Waits for a connection that may be shared (HTTP/2) rather than opening one for each request.
        set(CURLOPT_PIPEWAIT, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, limits.connectTimeout.millisecondsRoundedUp))
        set(CURLOPT_TIMEOUT_MS, max(1, limits.totalTimeout.millisecondsRoundedUp))
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, max(1, (limits.stallTimeout.millisecondsRoundedUp + 999) / 1_000))
        set(CURLOPT_MAXFILESIZE_LARGE, offset: Int64(limits.maximumResponseBytes))
        // A resolver that hangs must not hold up a cancelled request. Unknown before libcurl 7.87, which waits for it.
        optional(curl_shim_set_long(handle, CURLOPT_QUICK_EXIT, 1))
        secure(settings, isLoopback: url.isLoopback)
    }

    /// Only http and https, whatever else this libcurl was built with.
    private mutating func restrictProtocols() {
        let modern = curl_shim_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        if modern == CURLE_UNKNOWN_OPTION { set(CURLoption(181), Int(CURLPROTO_HTTP | CURLPROTO_HTTPS)) }
    }

    private mutating func secure(_ settings: CurlTransport.Settings, isLoopback: Bool) {
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = settings.certificateFile {
            set(CURLOPT_CAINFO, file)
            set(CURLOPT_CAPATH, nil)
        }
        // An empty proxy keeps libcurl from looking into the process's environment itself.
        let proxy = isLoopback ? nil : settings.proxy.httpsProxy
        set(CURLOPT_PROXY, proxy ?? "")
        set(CURLOPT_NOPROXY, settings.proxy.noProxy)
        // Header fields, the token among them, are for the server alone.
        set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    mutating func message(_ request: HTTPRequest, to url: BaseURL, _ settings: CurlTransport.Settings) {
        set(CURLOPT_URL, url.description + request.target)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_ACCEPT_ENCODING, "gzip")
        if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        } else if !request.body.isEmpty || request.method == "POST" {
            set(CURLOPT_POSTFIELDSIZE_LARGE, offset: Int64(request.body.count))
            copyBody(request.body)
        }
        if request.method != "GET" && request.method != "HEAD" || !request.body.isEmpty {
            set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private mutating func copyBody(_ body: [UInt8]) {
        // COPYPOSTFIELDS takes a null pointer as the order to read the body from somewhere else.
        var bytes = body.isEmpty ? [0] : body
        let result = bytes.withUnsafeMutableBytes {
            curl_shim_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
        }
        note(result)
    }

    mutating func callbacks(for transfer: CurlTransfer) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        note(curl_shim_on_body(handle, receiveBody, context))
        note(curl_shim_on_header(handle, receiveHeader, context))
        let result = curl_shim_before_request(handle, beforeRequest, context)
        // An old libcurl cannot tell of a repetition; a connection of its own keeps a POST from being repeated.
        if result == CURLE_UNKNOWN_OPTION, !transfer.isIdempotent { set(CURLOPT_FRESH_CONNECT, 1) }
    }
}

extension CurlSetup {
    mutating func set(_ option: CURLoption, _ value: Int) { note(curl_shim_set_long(handle, option, value)) }
    mutating func set(_ option: CURLoption, offset: Int64) { note(curl_shim_set_offset(handle, option, offset)) }
    mutating func set(_ option: CURLoption, _ value: String?) { note(curl_shim_set_string(handle, option, value)) }
    mutating func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer) {
        note(curl_shim_set_pointer(handle, option, pointer))
    }
    mutating func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
        note(curl_shim_set_list(handle, option, list))
    }

    private mutating func note(_ result: CURLcode) {
        if code == CURLE_OK { code = result }
    }

    private func optional(_ result: CURLcode) {}
}

private let receiveBody: curl_shim_bytes_callback = { bytes, size, count, context in
    CurlTransfer.from(context).receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private let receiveHeader: curl_shim_bytes_callback = { bytes, size, count, context in
    CurlTransfer.from(context).receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
        ? size * count : 0
}

private let beforeRequest: curl_shim_before_request_callback = { context, _, _, _, _ in
    CurlTransfer.from(context).mayBeginRequest() ? Int32(CURL_PREREQFUNC_OK) : Int32(CURL_PREREQFUNC_ABORT)
}

extension CurlTransfer {
    /// The transfer behind a callback's context, which is never null: `CurlSetup.callbacks(for:)` set it.
    fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
        Unmanaged<CurlTransfer>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
    }
}
