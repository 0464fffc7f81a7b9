package rules

// Request bodies of the endpoints about the webhook.

func webhookRequests() []kind {
	return []kind{
		{name: "request.setWebhookEndpoint", source: "R#set-webhook-endpoint-url", fields: []field{must("endpoint", units(500))}},
		{name: "request.testWebhook", source: "R#test-webhook-endpoint", fields: []field{may("endpoint", units(500))}},
	}
}
