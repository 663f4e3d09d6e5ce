"""The platforms and their people on your own machine. Never imports siyu; reaches it through public doors."""
