//! A TCP proxy that fails as networks do: it passes nothing on, cuts connections, or is slow.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
    time::sleep,
};

/// What happens to connections, those that are open and those to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: all is passed on.
    None,
    /// They stay open, and nothing is passed on until the fault is over.
    Blackhole,
    /// They end, and so do new ones.
    Cut,
    /// Every piece comes so much later.
    Slow(Duration),
}

/// Between its own address and a server's. Ends, with its connections, when it is dropped.
pub struct FaultProxy {
    address: SocketAddr,
    fault: watch::Sender<Fault>,
    accepting: JoinHandle<()>,
}

impl FaultProxy {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (fault, faults) = watch::channel(Fault::None);
        let accepting = tokio::spawn(async move {
            loop {
                let Ok((client, _)) = listener.accept().await else {
                    return;
                };
                if *faults.borrow() != Fault::Cut {
                    tokio::spawn(pass(client, server, faults.clone()));
                }
            }
        });
        Self {
            address,
            fault,
            accepting,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A server's URL with this proxy in the server's place.
    pub fn instead_of(&self, url: &str, server: SocketAddr) -> String {
        let replaced = url.replace(&server.to_string(), &self.address.to_string());
        assert_ne!(replaced, url, "the URL has another server");
        replaced
    }

    pub fn set(&self, fault: Fault) {
        self.fault.send_replace(fault);
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.set(Fault::Cut);
    }
}

async fn pass(client: TcpStream, server: SocketAddr, faults: watch::Receiver<Fault>) {
    let Ok(server) = TcpStream::connect(server).await else {
        return;
    };
    let ((from_client, to_client), (from_server, to_server)) =
        (client.into_split(), server.into_split());
    tokio::join!(
        one_way(from_client, to_server, faults.clone()),
        one_way(from_server, to_client, faults),
    );
}

async fn one_way(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut faults: watch::Receiver<Fault>,
) {
    let mut piece = vec![0; 16 * 1024];
    loop {
        let read = tokio::select! {
            read = from.read(&mut piece) => read,
            _ = faults.wait_for(|fault| *fault == Fault::Cut) => return,
        };
        let Ok(read @ 1..) = read else {
            return;
        };
        let passing = faults.wait_for(|fault| *fault != Fault::Blackhole).await;
        let fault = passing.map_or(Fault::Cut, |fault| *fault);
        match fault {
            Fault::Cut => return,
            Fault::Slow(by) => sleep(by).await,
            Fault::None | Fault::Blackhole => {}
        }
        if to.write_all(&piece[..read]).await.is_err() {
            return;
        }
    }
}
