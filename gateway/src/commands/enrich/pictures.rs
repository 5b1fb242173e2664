//! Which pictures of the list look the same: asked once its run rests, where the gateway tells that.

use phone_profile_contacts::{
    list::{List, PICTURES_AT_ONCE},
    plan::NumberId,
};

use super::asked::Asked;
use crate::commands::remote::RemoteError;

/// Compares them. No lookup is made, and what can't be compared stays unknown.
///
/// # Errors
/// Where the gateway doesn't tell. Those that it told of before are compared all the same.
pub(super) async fn compare(list: &mut List, asked: &Asked) -> Result<(), RemoteError> {
    let wanted: Vec<(NumberId, String)> = list
        .unlooked()
        .map(|(id, _, link)| (id, link.to_owned()))
        .collect();
    let mut same_within = 0;
    let mut told = Ok(());
    for batch in wanted.chunks(PICTURES_AT_ONCE) {
        let links: Vec<&str> = batch.iter().map(|(_, link)| link.as_str()).collect();
        let hashes = match asked.picture_hashes(&links).await {
            Ok(hashes) => hashes,
            Err(error) => {
                told = Err(error);
                break;
            }
        };
        same_within = hashes.same_within;
        for ((id, _), look) in batch.iter().zip(hashes.looks(links)) {
            list.pictures.put(*id, look);
        }
    }
    list.pictures.compare(same_within);
    told
}
