//! Errors that a refused call may get, by name.

/// Names and numbers, the numbers of this architecture.
macro_rules! errnos {
    ($($name:ident)*) => {
        &[$((stringify!($name), number(libc::$name))),*]
    };
}

/// An error's number: none has more than 16 bits.
const fn number(errno: i32) -> u16 {
    let [low, high, ..] = errno.to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// Errors after which the kernel tries again itself (`linux/errno.h`, `path_openat` of `fs/namei.c`,
/// `io_wq_submit_work` of `io_uring/io_uring.c`): what tries again has been decided already, or is decided twice.
pub const KERNELS_OWN: &[(&str, u16)] = errnos! { EINTR ECHILD EAGAIN EWOULDBLOCK ESTALE };

/// Second names that the C library has.
pub const ALIASES: &[(&str, u16)] = errnos! { ENOTSUP EDEADLOCK };

/// What `asm-generic/errno-base.h` and `asm-generic/errno.h` name, but for what no call may get
/// (`KERNELS_OWN`) and for second names.
pub const ERRNOS: &[(&str, u16)] = errnos! {
    EPERM ENOENT ESRCH EIO ENXIO E2BIG ENOEXEC EBADF ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR
    EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG
    ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR
    EXFULL ENOANO EBADRQC EBADSLT EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM
    EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ
    ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT
    EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET
    ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS
    EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED
    EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON
};
