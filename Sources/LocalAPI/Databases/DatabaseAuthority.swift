/// The authority that signs the certificates of clusters, made for this program. Nobody has its key.
enum DatabaseAuthority {
    /// A certificate in DER.
    static let certificate = Base64.decode(text) ?? []

    private static let text =
        "MIIBtTCCAVugAwIBAgIUYDPJC8EWUdg3GKKxxXv7oXy2ptIwCgYIKoZIzj0EAwIw"
        + "MDERMA8GA1UECgwITW9vbnRpZGUxGzAZBgNVBAMMEkV4YW1wbGUgUHJvamVjdCBD"
        + "QTAeFw0yNjExMjEwNjU2MjBaFw00NjExMTYwNjU2MjBaMDAxETAPBgNVBAoMCE1v"
        + "b250aWRlMRswGQYDVQQDDBJFeGFtcGxlIFByb2plY3QgQ0EwWTATBgcqhkjOPQIB"
        + "BggqhkjOPQMBBwNCAASflIs0l6ssSTU4vFqMFjmfuXkXDgWyyy8nwbCl6017kv/j"
        + "7Ys4LuUWvAe+F0sPr6XyvekU9UH431n8yDMHORCro1MwUTAdBgNVHQ4EFgQUgxca"
        + "NoHYim+21uNCRL2QgDmf0vkwHwYDVR0jBBgwFoAUgxcaNoHYim+21uNCRL2QgDmf"
        + "0vkwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAFtF6xWGLvLuhA"
        + "WG46EGjk7Xi4w7qV5DIW50dYoiCbHgIhALXEa0Y4IIFF7R19RknFrAfpbn/z2rOt"
        + "gxFLXulQTeXs"
}
