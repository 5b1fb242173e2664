//! The documentation's table of demo numbers is the gateway's own.

#[test]
fn given_the_documentation_then_its_demo_numbers_are_those_that_the_gateway_serves() {
    let document = include_str!("../../docs/demo-numbers.md");
    let table = phone_profile_gateway::demo_table_markdown();
    assert!(
        document.contains(table.trim()),
        "docs/demo-numbers.md is behind the demo table: paste the output of `phone-profile-gateway --print-demo-table`"
    );
}
