//! Which pictures of the list look the same: asked once its run rests, where the gateway tells that.

use phone_profile_contacts::{
    list::{Hashes, List, PICTURES_AT_ONCE},
    plan::NumberId,
};

use super::asked::Asked;
use crate::commands::remote::RemoteError;

/// Compares them. No lookup is made, and what can't be compared stays unknown.
///
/// # Errors
/// Where the gateway doesn't tell. Those that it told of before are compared all the same.
pub(super) async fn compare(list: &mut List, asked: &Asked) -> Result<(), RemoteError> {
    let mut same_within = 0;
    let mut told = Ok(());
    loop {
        let batch: Vec<(NumberId, String)> = list
            .unlooked()
            .take(PICTURES_AT_ONCE)
            .map(|(id, _, link)| (id, link.to_owned()))
            .collect();
        if batch.is_empty() {
            break;
        }
        let links: Vec<&str> = batch.iter().map(|(_, link)| link.as_str()).collect();
        let hashes: Hashes = match asked.picture_hashes(&links).await {
            Ok(hashes) => hashes,
            Err(error) => {
                told = Err(error);
                break;
            }
        };
        same_within = hashes.same_within;
        let looks = hashes.looks(links.iter().copied());
        for ((id, _), look) in batch.iter().zip(looks) {
            list.pictures.put(*id, look);
        }
    }
    list.pictures.compare(same_within);
    told
}
