#!/bin/sh
cat > volume.json <<'EOF'
{"volume": {"size": 10, "metadata": {"__system__encrypted": "1"}}}
EOF
