//! The same work on many things, side by side on all cores. Knows nothing of what the work is.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// What `work` makes of each number below `total`, in their order. `progress` is told, in the thread of the caller, how many
/// are done, and may end it; then there is nothing.
pub(super) fn side_by_side<T: Send>(
    total: usize,
    work: impl Fn(usize) -> T + Sync,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Option<Vec<T>> {
    let mut all: Vec<Option<T>> = (0..total).map(|_| None).collect();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let (done, made) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..cores.min(total) {
            let (done, next, work) = (done.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    // Nobody listens any more once it is ended.
                    if n >= total || done.send((n, work(n))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        for (before, (n, one)) in made.into_iter().enumerate() {
            all[n] = Some(one);
            if progress(before + 1).is_break() {
                break;
            }
        }
    });
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_done_in_order_and_told_one_by_one() {
        let mut told = Vec::new();
        let squares = side_by_side(200, |n| n * n, &mut |done| {
            told.push(done);
            ControlFlow::Continue(())
        });
        assert_eq!(squares, Some((0..200).map(|n| n * n).collect()));
        assert_eq!(told, (1..=200).collect::<Vec<_>>());
        let nothing = side_by_side(0, |n| n, &mut |_| ControlFlow::Break(()));
        assert_eq!(nothing, Some(Vec::new()));
    }

    #[test]
    fn what_is_ended_makes_nothing_and_does_no_more() {
        let worked = AtomicUsize::new(0);
        let work = |_| {
            worked.fetch_add(1, Ordering::Relaxed);
            // Nothing is sent faster than it is heard of.
            thread::yield_now();
        };
        let ended = side_by_side(1_000_000, work, &mut |done| {
            if done < 3 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        assert_eq!(ended, None);
        assert!(worked.into_inner() < 1_000_000);
    }
}
