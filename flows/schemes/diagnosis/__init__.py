"""The diagnosis (方案一): its form, its checks, its verdict."""
