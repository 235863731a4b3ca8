import Foundation

/// A pole on a cart that is pushed to the left or right (Barto, Sutton and Anderson, 1983): it is to stay upright, and the cart on its track.
struct CartPole {
  private(set) var position = 0.0  // m
  private(set) var velocity = 0.0  // m/s
  private(set) var angle = 0.0  // rad from upright
  private(set) var turning = 0.0  // rad/s

  private static let gravity = 9.8
  private static let cartMass = 1.0
  private static let poleMass = 0.1
  private static let halfLength = 0.5
  private static let push = 10.0
  private static let timeStep = 0.02

  /// Nearly at rest and upright.
  init(_ random: inout some RandomNumberGenerator) {
    position = .random(in: -0.05...0.05, using: &random)
    velocity = .random(in: -0.05...0.05, using: &random)
    angle = .random(in: -0.05...0.05, using: &random)
    turning = .random(in: -0.05...0.05, using: &random)
  }

  /// What a network sees.
  var state: [Float] { [position, velocity, angle, turning].map { Float($0) } }

  var hasFallen: Bool { abs(position) > 2.4 || abs(angle) > 12 * .pi / 180 }

  /// Fifty of these are a second.
  mutating func step(pushingRight: Bool) {
    let force = pushingRight ? CartPole.push : -CartPole.push
    let mass = CartPole.cartMass + CartPole.poleMass
    let moment = CartPole.poleMass * CartPole.halfLength
    let pull = (force + moment * turning * turning * sin(angle)) / mass
    let angularAcceleration =
      (CartPole.gravity * sin(angle) - cos(angle) * pull)
      / (CartPole.halfLength * (4.0 / 3 - CartPole.poleMass * cos(angle) * cos(angle) / mass))
    let acceleration = pull - moment * angularAcceleration * cos(angle) / mass
    position += CartPole.timeStep * velocity
    velocity += CartPole.timeStep * acceleration
    angle += CartPole.timeStep * turning
    turning += CartPole.timeStep * angularAcceleration
  }
}
