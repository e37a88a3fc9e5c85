//! What the operating system says, in the user's language.

use std::io::{Error, ErrorKind};

use super::Lang;

/// Why a file could not be read or written, as a clause.
pub fn reason(lang: Lang, error: &Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => ("没有这个文件或文件夹", "no such file or folder"),
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::AlreadyExists => ("已存在", "it exists already"),
        ErrorKind::IsADirectory => ("是文件夹，不是文件", "it is a folder, not a file"),
        ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "part of the path is no folder"),
        ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        ErrorKind::ReadOnlyFilesystem => ("磁盘只读", "the disk is read-only"),
        ErrorKind::InvalidData => ("不是 UTF-8 文本", "it is not UTF-8 text"),
        _ => return error.to_string(),
    };
    lang.pick(known).to_owned()
}
