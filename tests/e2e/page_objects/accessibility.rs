//! Whatever page is open as screen readers get it: its accessibility tree, what it announces, and what axe-core finds.

use std::{collections::HashMap, sync::OnceLock};

use serde_json::{Value, json};

use crate::harness::{self, Browser};

static AXE: OnceLock<String> = OnceLock::new();

/// What axe finds wrong below `selector` in the open page, one line for each rule and place.
pub async fn violations(browser: &Browser, selector: &str) -> Vec<String> {
    let source = AXE.get_or_init(harness::axe);
    // Injected by WebDriver, which a page's policy doesn't concern.
    if !browser.run::<bool>("return 'axe' in window", vec![]).await {
        browser
            .run::<()>(
                &format!("{source}\n;window.axe = window.axe ?? axe;"),
                vec![],
            )
            .await;
    }
    // Colours on their way from one to the other are nobody's to read.
    let script = "
        const endless = ({ effect }) => effect.getTiming().iterations === Infinity;
        await Promise.allSettled(document.getAnimations().filter((animation) => !endless(animation)).map(({ finished }) => finished));
        const { violations, passes } = await axe.run(args[0], { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
        if (passes.length < 5) throw new Error(`axe has looked at next to nothing: ${passes.map(({ id }) => id)}`);
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary}`));";
    browser.run(script, vec![json!(selector)]).await
}

/// The accessibility tree, without what is hidden from it.
pub struct AccessibilityTree(Vec<AccessibleNode>);

/// A node of it.
#[derive(Clone, Debug)]
pub struct AccessibleNode {
    id: String,
    parent: Option<String>,
    pub role: String,
    /// Without Unicode's controls of direction, which nobody hears.
    pub name: String,
    properties: Vec<(String, Value)>,
}

impl AccessibilityTree {
    pub async fn read(browser: &Browser) -> Self {
        let nodes = browser.accessibility_nodes().await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let read = |node: &Value| AccessibleNode {
            id: text(&node["nodeId"]),
            parent: node["parentId"].as_str().map(str::to_owned),
            role: match node["ignored"] == true {
                true => String::new(),
                false => text(&node["role"]["value"]),
            },
            name: text(&node["name"]["value"])
                .chars()
                .filter(|character| !matches!(character, '\u{2066}'..='\u{2069}'))
                .collect(),
            properties: node["properties"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|property| (text(&property["name"]), property["value"]["value"].clone()))
                .collect(),
        };
        Self(nodes.iter().map(read).collect())
    }

    /// Every node with that role.
    pub fn all(&self, role: &str) -> Vec<&AccessibleNode> {
        self.0.iter().filter(|node| node.role == role).collect()
    }

    /// The names of those with that role.
    pub fn names(&self, role: &str) -> Vec<&str> {
        let nodes = self.all(role).into_iter();
        nodes.map(|node| node.name.as_str()).collect()
    }

    /// The one node with that role and name.
    pub fn find(&self, role: &str, name: &str) -> &AccessibleNode {
        let nodes = self.all(role);
        let found: Vec<_> = nodes.iter().filter(|node| node.name == name).collect();
        match found[..] {
            [only] => only,
            _ => panic!("{} nodes {role} {name:?} among {nodes:?}", found.len()),
        }
    }

    /// Every node that is inside of one, in no particular order.
    pub fn inside(&self, node: &AccessibleNode) -> Vec<&AccessibleNode> {
        let mut children: HashMap<&str, Vec<&AccessibleNode>> = HashMap::new();
        for node in &self.0 {
            let parent = node.parent.as_deref().unwrap_or_default();
            children.entry(parent).or_default().push(node);
        }
        let mut found = Vec::new();
        let mut open = vec![node.id.as_str()];
        while let Some(id) = open.pop() {
            for child in children.get(id).into_iter().flatten() {
                found.push(*child);
                open.push(&child.id);
            }
        }
        found
    }

    /// The roles around a node, from the inside outwards.
    pub fn around(&self, node: &AccessibleNode) -> Vec<&str> {
        let mut roles = Vec::new();
        let mut parent = node.parent.as_ref();
        while let Some(id) = parent {
            let Some(node) = self.0.iter().find(|node| node.id == *id) else {
                break;
            };
            roles.push(node.role.as_str());
            parent = node.parent.as_ref();
        }
        roles.retain(|role| !role.is_empty() && *role != "generic");
        roles
    }
}

impl AccessibleNode {
    /// A state or property, such as `expanded`; null where it has none.
    pub fn property(&self, name: &str) -> Value {
        let mut properties = self.properties.iter();
        let found = properties.find(|(property, _)| property == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// For scripts: from now on `said` has everything that live regions of the page's cards announce.
pub const LISTEN: &str = "window.said ??= [];
    for (const element of document.querySelectorAll('phone-profile')) {
      const status = element.shadowRoot?.querySelector('[role=status]');
      if (!status || status.heard) continue;
      status.heard = true;
      new MutationObserver(() => status.textContent && said.push(status.textContent.replace(/[\\u2066-\\u2069]/g, '')))
        .observe(status, { childList: true, characterData: true, subtree: true });
    }\n";
