// `import MoontideEngine` is all that a program needs to run scripts over the API: the engine, the client and its
// transports, and the values that cross between them. A module called Moontide would differ from the executable's only
// in case, which not every file system tells apart.
@_exported public import APIClient
@_exported public import Catalog
@_exported public import JSON
@_exported public import Lua
@_exported public import Scripting
