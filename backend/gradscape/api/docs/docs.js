// Starts Swagger UI on our own description of the API. Paths are relative, so that a proxy's prefix does no harm.
window.addEventListener("DOMContentLoaded", () => {
  window.SwaggerUIBundle({
    url: "openapi.json",
    dom_id: "#documentation",
    deepLinking: true,
    // The validator's badge would ask a server on the internet.
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
  });
});
