//! nginx with `proxy_cache`, with a configuration and a directory of its own, never as a service.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::servers::{Server, Stub, TOKEN};
use crate::processes::Processes;
use xshell::{Shell, cmd};
use xtask::project::Project;
use xtask::{debian, gateway, process, report};

pub struct Nginx {
    program: PathBuf,
    dir: PathBuf,
}

/// Finds nginx, or takes it out of Debian's package. Installing the package would start a server.
pub fn set_up(project: &Project) -> Result<Nginx> {
    let dir = project.scratch().join("bench-nginx");
    let unpacked = project.tools_dir.join("nginx");
    let places = || {
        let system = [
            PathBuf::from("/usr/sbin/nginx"),
            unpacked.join("usr/sbin/nginx"),
        ];
        process::find("nginx").into_iter().chain(system)
    };
    let works = |program: &PathBuf| Command::new(program).arg("-v").output().is_ok();
    if let Some(program) = places().find(works) {
        return Ok(Nginx { program, dir });
    }
    if process::find("apt-get").is_none() {
        bail!("no nginx on PATH; install it");
    }
    report::step("unpacking nginx", "about 5 s", || unpack(&unpacked))?;
    let program = places()
        .find(works)
        .context("Debian's nginx doesn't start here")?;
    Ok(Nginx { program, dir })
}

fn unpack(dir: &Path) -> Result<()> {
    let sh = Shell::new()?;
    sh.create_dir(dir)?;
    sh.change_dir(dir);
    let download = cmd!(sh, "apt-get -qq download nginx");
    if download.run().is_err() {
        cmd!(sh, "apt-get -qq update").run()?;
        download.run()?;
    }
    let mut files = fs::read_dir(dir)?.flatten().map(|entry| entry.path());
    let package = files
        .find(|file| file.extension().is_some_and(|extension| extension == "deb"))
        .context("apt-get downloaded no package")?;
    cmd!(sh, "dpkg-deb -x {package} {dir}").run()?;
    fs::remove_file(package)?;
    Ok(())
}

impl Nginx {
    /// `nginx/1.22.1`, which it says on standard error.
    pub fn version(&self) -> String {
        let output = Command::new(&self.program).arg("-v").output();
        let text = output.map(|output| String::from_utf8_lossy(&output.stderr).into_owned());
        let text = text.unwrap_or_default();
        text.trim()
            .rsplit(' ')
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    /// With an empty cache.
    pub fn start(&self, processes: &Processes, stub: &Stub) -> Result<Server> {
        if self.dir.exists() {
            fs::remove_dir_all(&self.dir)?;
        }
        fs::create_dir_all(&self.dir)?;
        let port = gateway::free_port(0)?;
        let is_root = debian::is_root()?;
        let file = self.dir.join("nginx.conf");
        fs::write(&file, configuration(&self.dir, port, stub.port, is_root))?;
        let mut command = Command::new(&self.program);
        command
            .arg("-p")
            .arg(&self.dir)
            .arg("-c")
            .arg(&file)
            .args(["-e", "stderr"]);
        let id = processes.server(&mut command, port)?;
        Ok(Server { id, port })
    }
}

/// A worker per core, connections that stay, files sent by the kernel and kept open: nothing that
/// would hold it back.
fn configuration(dir: &Path, port: u16, stub: u16, is_root: bool) -> String {
    let dir = dir.display();
    // Its workers would otherwise be somebody who can't reach the directory.
    let user = if is_root { "user root;\n" } else { "" };
    let temp: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("    {name}_temp_path {dir}/{name};\n"))
        .concat();
    format!(
        r#"{user}daemon off;
worker_processes auto;
pid {dir}/nginx.pid;
events {{
    worker_connections 4096;
}}
http {{
    access_log off;
{temp}    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=10000 inactive=1h;
    open_file_cache_valid 1h;
    proxy_cache_path {dir}/cache levels=1:2 keys_zone=numbers:16m inactive=1d use_temp_path=off;
    map $http_x_api_key $known {{
        default 0;
        "{TOKEN}" 1;
    }}
    upstream stub {{
        server 127.0.0.1:{stub};
        keepalive 64;
    }}
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location /number/ {{
            if ($known = 0) {{
                return 401;
            }}
            proxy_pass http://stub;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_cache numbers;
            proxy_cache_key $uri;
            proxy_cache_valid 200 1d;
            proxy_cache_lock on;
        }}
    }}
}}
"#
    )
}
