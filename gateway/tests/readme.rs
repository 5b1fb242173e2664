//! The README's table of demo numbers is the gateway's own.

#[test]
fn given_the_readme_then_its_demo_numbers_are_those_that_the_gateway_serves() {
    let readme = include_str!("../../README.md");
    let table = phone_profile_gateway::demo_table_markdown();
    assert!(
        readme.contains(table.trim()),
        "README.md is behind the demo table: paste the output of `phone-profile-gateway --print-demo-table`"
    );
}
