//! A lookup that is dispatched before the routes is answered as by the routes.

use std::{collections::BTreeMap, net::SocketAddr};

use phone_profile_gateway::{AllowedOrigins, Gateway};
use reqwest::{Client, Method, Response};
use tokio::net::TcpListener;

use crate::gateway::{CRM, NUMBER, asked, completed, config, stub};

const DASHBOARD: &str = "https://dash.example";

/// Status, headers and body, less what differs from one second to the next.
type Seen = (u16, BTreeMap<String, Vec<u8>>, String);

async fn seen(response: Response) -> Seen {
    let status = response.status().as_u16();
    let mut headers = BTreeMap::new();
    for (name, value) in response.headers() {
        let passes = ["date", "x-ratelimit-requests-reset"].contains(&name.as_str());
        if !passes {
            let twice = headers.insert(name.to_string(), value.as_bytes().to_vec());
            assert_eq!(twice, None, "{name}");
        }
    }
    let body = response.text().await.unwrap();
    let body = body.split("\"resetSeconds\"").next().unwrap_or_default();
    (status, headers, body.to_owned())
}

/// The same gateway twice: as it serves itself, and its routes alone.
async fn serve_twice(gateway: &Gateway) -> [SocketAddr; 2] {
    let listen = || TcpListener::bind("127.0.0.1:0");
    let (whole, routes) = (listen().await.unwrap(), listen().await.unwrap());
    let addresses = [&whole, &routes].map(|listener| listener.local_addr().unwrap());
    tokio::spawn(gateway.clone().serve(whole, std::future::pending()));
    let router = gateway.router();
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(routes, router).await.unwrap() });
    addresses
}

#[tokio::test]
async fn given_lookups_of_every_kind_when_dispatched_then_nothing_differs_from_the_routes() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listed = AllowedOrigins::from_values(vec![DASHBOARD.to_owned()]);
    let any = AllowedOrigins::from_values(vec!["*".to_owned()]);
    for origins in [AllowedOrigins::from_values(Vec::new()), listed, any] {
        let stub = stub().await;
        let mut config = config(
            &stub,
            "[upstreams.budget]\nrequests = 50\n",
            "[picture]\nproxy = false\n",
        );
        config.allowed_origins = origins;
        let gateway = Gateway::new(completed(config)).await.unwrap();
        let addresses = serve_twice(&gateway).await;
        let client = Client::new();
        let ask = |address: SocketAddr, method: Method, path: &str| {
            client.request(method, format!("http://{address}{path}"))
        };
        // From here on the cache has it.
        let path = format!("/number/{NUMBER}");
        let first = ask(addresses[0], Method::GET, &path).header("x-api-key", CRM);
        assert_eq!(first.send().await.unwrap().status(), 200);

        let mut compared = 0;
        for origin in [None, Some(DASHBOARD), Some("https://other.example")] {
            for token in [None, Some(CRM), Some("wrong")] {
                for (method, path) in [
                    (Method::GET, path.as_str()),
                    (
                        Method::GET,
                        "/number/13105550123?cache=only&purpose=support",
                    ),
                    (Method::GET, "/number/13105550199?cache=only"),
                    (Method::GET, "/number/13105550123?purpose=%00"),
                    (Method::GET, "/number/+13105550123"),
                    (Method::GET, "/number/%31%33105550123"),
                    (Method::GET, "/number/1310555?cache=only"),
                    (Method::GET, "/number/131055501234567?cache=only"),
                    (Method::GET, "/number/0310555"),
                    (Method::GET, "/number/13105550123/"),
                    (Method::GET, "/number/"),
                    (Method::HEAD, path.as_str()),
                    (Method::OPTIONS, path.as_str()),
                    (Method::PUT, path.as_str()),
                    (Method::GET, "/lookup/number/13105550123"),
                    (Method::GET, "/lookup/number/13105550199?cache=only"),
                    (Method::GET, "/lookup/number/0310555"),
                    (Method::GET, "/lookup/number/"),
                    (Method::OPTIONS, "/lookup/number/13105550123"),
                ] {
                    let mut both = Vec::new();
                    for address in addresses {
                        let mut request = ask(address, method.clone(), path);
                        if let Some(origin) = origin {
                            request = request.header("origin", origin);
                        }
                        if let Some(token) = token {
                            request = request.header("x-api-key", token);
                        }
                        both.push(seen(request.send().await.unwrap()).await);
                    }
                    assert_eq!(both[0], both[1], "{method} {path} {origin:?} {token:?}");
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 171);
        assert_eq!(asked(&stub).await, 1);
    }
}
