"""The names the demo invents. No real company or device has them, as far as we know."""

COMPANY = "Wrenmoor Medical"
DEVICE = "Orrivane"

NOTICE = (
    "<p><b>Demonstration site. The company and the device are invented.</b> The studies are real. "
    "Nothing here is medical advice.</p>"
)
