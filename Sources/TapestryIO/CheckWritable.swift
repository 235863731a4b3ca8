/// Makes sure that a file can be written, before the long work whose result it is to hold.
///
/// Creates the temporary file that a later writer would begin with, and removes it again: what stands under
/// the path is not touched, and nothing is left behind.
///
/// - Throws: ``FileError`` if the folder does not exist or cannot be written to, or the path names
///   something that a file must not replace.
public func checkWritable(_ path: String) throws(FileError) {
  _ = try AtomicFile(path)
}
