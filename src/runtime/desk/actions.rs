//! What the reader does to entries and feeds, handed to the thread that writes.

use std::sync::Arc;

use super::Desk;
use crate::app::Message;
use crate::model::{Action, EntryId, LeftAt};
use crate::runtime::inputs::{Input, Inputs};
use crate::runtime::unsubscriber::Errand;
use crate::runtime::{cache, clock, report};
use crate::store::{Database, StoreError};

impl Desk<'_> {
    pub(super) fn perform(&self, action: Action) {
        self.write(move |database, inputs| {
            let result = database.perform(&action, clock::now());
            answer(result, inputs, |performed| Message::ActionPerformed {
                action,
                changed: performed.changed as u64,
            })
        });
    }

    pub(super) fn keep_position(&self, entry: EntryId, left_at: Option<LeftAt>) {
        self.submit(move |database, inputs| {
            let kept = database.keep_position(entry, left_at);
            kept.err().map(|error| failed(&error, inputs))
        });
    }

    pub(super) fn undo(&self) {
        let errand = self.errand();
        self.submit(move |database, inputs| {
            if let Ok(Some((action, feed))) = database.unsubscription_to_undo() {
                errand.spawn(move |errand| errand.undo(action, &feed));
                return None;
            }
            let result = database.undo(clock::now());
            Some(answer(result, inputs, |done| Message::ActionUndone {
                changed: done.map(|done| done.changed as u64),
                returned: done.and_then(|done| done.returned),
            }))
        });
    }

    pub(super) fn redo(&self) {
        let errand = self.errand();
        self.submit(move |database, inputs| {
            if let Ok(Some((action, feed))) = database.unsubscription_to_redo() {
                errand.spawn(move |errand| errand.redo(action, &feed));
                return None;
            }
            let result = database.redo();
            Some(answer(result, inputs, |done| Message::ActionRedone {
                changed: done.map(|done| done.changed as u64),
            }))
        });
    }

    /// What changes of subscriptions need.
    pub(super) fn errand(&self) -> Errand {
        Errand {
            settings: self.subscriber.settings.clone(),
            in_order: Arc::clone(&self.subscriber.in_order),
            polls: Arc::clone(&self.subscriber.polls),
            jobs: self.jobs.clone(),
            orders: self.orders.clone(),
            inputs: self.inputs.clone(),
        }
    }

    /// Hands something to the thread that writes; what came of it is a message.
    fn write(&self, job: impl FnOnce(&mut Database, &Inputs) -> Message + Send + 'static) {
        self.submit(|database, inputs| Some(job(database, inputs)));
    }

    /// Hands something to the thread that writes; what came of it is a message, now or from another thread.
    fn submit(&self, job: impl FnOnce(&mut Database, &Inputs) -> Option<Message> + Send + 'static) {
        let inputs = self.inputs.clone();
        let submitted = self.jobs.submit_action(move |database| {
            if let Some(message) = job(database, &inputs) {
                // Fails only when the program is ending; what was to be kept is kept.
                inputs.send(message);
            }
        });
        if let Err(error) = submitted {
            // What shows already is taken back.
            self.post(Input::Message(failed(&error, &self.inputs)));
        }
    }
}

fn answer<T>(
    result: Result<T, StoreError>,
    inputs: &Inputs,
    message: impl FnOnce(T) -> Message,
) -> Message {
    match result {
        Ok(done) => message(done),
        Err(error) => failed(&error, inputs),
    }
}

fn failed(error: &StoreError, inputs: &Inputs) -> Message {
    tracing::error!(?error, "what the reader did was not written");
    if matches!(error, StoreError::Damaged { .. }) {
        cache::alarm(inputs);
    }
    Message::ActionFailed(report::store(error, &inputs.cache))
}
