// Package line speaks to the LINE Platform: messages and Flex as LINE takes
// them, the client that sends them, the codec of webhook events, and LINE's
// limits. It knows no other room, and nothing above it knows an endpoint, a
// token or a signature.
package line
