//! One connection: requests in, replies out, until one side has enough.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::reply::Conduct;
use super::{Reply, Request, State};

/// The time between the pieces of who is slow.
const MOMENT: Duration = Duration::from_millis(50);

pub(super) fn serve(stream: TcpStream, state: &State, number: usize) {
    if let Ok(reading) = stream.try_clone() {
        // One byte at a time, so that what is not asked for stays unread in the socket.
        let mut reader = BufReader::with_capacity(1, reading);
        while let Ok(true) = exchange(&stream, &mut reader, state) {}
    }
    drop(stream);
    state.forget(number);
}

/// Takes a request and answers it; whether the connection can take another.
fn exchange(stream: &TcpStream, reader: &mut impl BufRead, state: &State) -> io::Result<bool> {
    let mut line = Vec::new();
    // A handshake of TLS need not have the end of a line in it (RFC 8446 section 5.1).
    if reader.fill_buf()?.first() == Some(&0x16) {
        return refuse(stream, reader);
    }
    if reader.read_until(b'\n', &mut line)? == 0 {
        return Ok(false);
    }
    let Ok(line) = String::from_utf8(line) else {
        return refuse(stream, reader);
    };
    let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
    let reply = state.reply(&path);
    let headers = match reply.conduct {
        // A socket that is closed with something unread in it resets its connection.
        Conduct::Reset => Vec::new(),
        _ => headers(reader)?,
    };
    let request = Request { path, headers };
    state.begin(&request);
    if matches!(reply.conduct, Conduct::Held) {
        state.wait_for_release();
    }
    // Before the answer, since the client may be back before this thread comes to anything after it.
    state.end();
    answer(stream, reader, &request, &reply, state)
}

/// Answers what is not HTTP (TLS, mostly) as HTTP servers do, and waits until the client goes.
fn refuse(mut stream: &TcpStream, reader: &mut impl BufRead) -> io::Result<bool> {
    stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")?;
    io::copy(reader, &mut io::sink()).map(|_| false)
}

fn headers(reader: &mut impl BufRead) -> io::Result<Vec<(String, String)>> {
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) => headers.push((name.to_owned(), value.trim().to_owned())),
            None => return Ok(headers),
        }
    }
}

/// Waits a moment for the client to go; whether it stays.
fn stays(stream: &TcpStream, reader: &mut impl Read) -> io::Result<bool> {
    stream.set_read_timeout(Some(MOMENT))?;
    match reader.read(&mut [0]) {
        Ok(read) => Ok(read > 0),
        Err(error) => Ok(matches!(
            error.kind(),
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
        )),
    }
}

/// Answers a request; whether the connection can take another.
fn answer(
    mut stream: &TcpStream,
    reader: &mut impl Read,
    request: &Request,
    reply: &Reply,
    state: &State,
) -> io::Result<bool> {
    match &reply.conduct {
        Conduct::Proper | Conduct::Held => {
            stream.write_all(&reply.answer_to(request))?;
            Ok(true)
        }
        Conduct::HeldAfter(bytes) | Conduct::CutAfter(bytes) => {
            let answer = reply.answer_to(request);
            let head = answer.windows(4).position(|end| end == b"\r\n\r\n");
            let at = head.map_or(0, |head| head + 4 + bytes).min(answer.len());
            stream.write_all(&answer[..at])?;
            if matches!(reply.conduct, Conduct::CutAfter(_)) {
                return Ok(false);
            }
            state.wait_for_release();
            stream.write_all(&answer[at..])?;
            Ok(true)
        }
        Conduct::CutOff { missing } => {
            stream.write_all(&reply.with_length(reply.body.len() + missing))?;
            Ok(false)
        }
        Conduct::Raw => {
            stream.write_all(&reply.body)?;
            Ok(false)
        }
        Conduct::Endless { piece, slowly } => {
            stream.write_all(&reply.body)?;
            while !slowly || stays(stream, reader)? {
                stream.write_all(piece)?;
            }
            Ok(false)
        }
        Conduct::Reset => Ok(false),
        // Nothing more comes from the client, so this ends when it or the server gives up.
        Conduct::Hang => reader.read(&mut [0]).map(|_| false),
    }
}
