//! Minimising a smooth function: L-BFGS (Nocedal 1980) with a backtracking line search.

use std::collections::VecDeque;

/// How many steps are remembered.
const MEMORY: usize = 15;

/// Goes downhill from `x` for at most `iterations` steps. `f` gives the value and writes the gradient.
pub(crate) fn minimise(x: &mut Vec<f64>, iterations: usize, mut f: impl FnMut(&[f64], &mut [f64]) -> f64) -> f64 {
    let n = x.len();
    let mut gradient = vec![0.0; n];
    let mut value = f(x, &mut gradient);
    let mut memory: VecDeque<(Vec<f64>, Vec<f64>, f64)> = VecDeque::new();
    for _ in 0..iterations {
        let mut direction = downhill(&gradient, &memory);
        let mut slope = dot(&direction, &gradient);
        if slope >= 0.0 {
            memory.clear();
            direction = gradient.iter().map(|g| -g).collect();
            slope = dot(&direction, &gradient);
        }
        let mut step = if memory.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1.0) } else { 1.0 };
        let mut next_gradient = vec![0.0; n];
        let (next, next_value) = loop {
            let next: Vec<f64> = x.iter().zip(&direction).map(|(x, d)| x + step * d).collect();
            let next_value = f(&next, &mut next_gradient);
            if next_value <= value + 1e-4 * step * slope {
                break (next, next_value);
            }
            step *= 0.4;
            if step < 1e-10 {
                return value;
            }
        };
        let moved: Vec<f64> = next.iter().zip(x.iter()).map(|(a, b)| a - b).collect();
        let turned: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&moved, &turned);
        if curvature > 1e-10 {
            memory.push_back((moved, turned, 1.0 / curvature));
            if memory.len() > MEMORY {
                memory.pop_front();
            }
        }
        let gained = value - next_value;
        *x = next;
        value = next_value;
        gradient = next_gradient;
        if gained < 1e-6 * value.abs() {
            break;
        }
    }
    value
}

/// The direction that the remembered steps suggest: the two-loop recursion.
fn downhill(gradient: &[f64], memory: &VecDeque<(Vec<f64>, Vec<f64>, f64)>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut alphas = Vec::with_capacity(memory.len());
    for (moved, turned, rho) in memory.iter().rev() {
        let alpha = rho * dot(moved, &direction);
        add(&mut direction, -alpha, turned);
        alphas.push(alpha);
    }
    if let Some((moved, turned, _)) = memory.back() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for d in &mut direction {
            *d *= scale;
        }
    }
    for ((moved, turned, rho), alpha) in memory.iter().zip(alphas.iter().rev()) {
        let beta = rho * dot(turned, &direction);
        add(&mut direction, alpha - beta, moved);
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(a: &mut [f64], scale: f64, b: &[f64]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a += scale * b;
    }
}
